package insight

import (
	"encaisse/base/day"
	"encaisse/base/db"
	"encaisse/base/money"
	"encaisse/base/refuse"
	"encaisse/o2c/credit"
	"encaisse/o2c/order"
	"encaisse/o2c/party"
	"encaisse/o2c/receivable"
)

// HeldCase is what somebody has to see to decide about an order that waits for
// credit, and what is proposed.
type HeldCase struct {
	Order      order.View      `json:"order"`
	EnteredBy  string          `json:"entered_by" doc:"user: somebody else lets the order go"`
	Position   credit.Position `json:"position"`
	File       credit.File     `json:"file"`
	Late       money.Money     `json:"late" doc:"of what is open: more than 15 days past due, not disputed"`
	LateDays   money.Decimal   `json:"late_days" doc:"how late he paid on average in 12 months, by amount"`
	Promised   money.Money     `json:"promised" doc:"in promises that are still good"`
	PromisedOn day.Day         `json:"promised_on" doc:"the last of their days"`
	Broken     int64           `json:"broken" doc:"promises broken in 12 months"`
	Held       int64           `json:"held" doc:"orders of his that were held in 12 months"`
	Released   int64           `json:"released" doc:"of them: let go by a person"`
	Do         string          `json:"do" doc:"what is proposed: release, wait, refuse"`
	Because    []CaseReason    `json:"because"`
	Pay        money.Money     `json:"pay" doc:"what would free the order; 0: nothing of the kind"`
}

// CaseReason is one reason of a proposal.
type CaseReason struct {
	Code string `json:"code"`
	Text string `json:"text"`
}

var qCaseHistory = db.Q("insight.case.history", `select coalesce(sum(case when d.failed <> '' and not d.confirmed then 1 else 0 end), 0),
	coalesce(sum(case when d.released_by <> 0 then 1 else 0 end), 0)
	from sales_order o join credit_decision d on d.order_id = o.id where o.customer = $1 and d.day > $2`)

var qLateKept = db.Q("insight.case.late", `select amount from balance where holder = $1 and entity = $2 and currency = $3 and kind = 'late'`)

// tenth of a day: more was not measured.
const tenth = money.Decimal(100_000)

// mostPromises of a customer are looked at.
const mostPromises = 200

// ShowCase returns what there is to know about an order that waits for credit.
func ShowCase(r *db.Read, in order.ByID) (HeldCase, error) {
	v, err := order.Show(r, in)
	if err != nil {
		return HeldCase{}, err
	}
	o, err := order.Find(r, in.ID)
	if err != nil {
		return HeldCase{}, err
	}
	if o.State != order.CreditHold {
		return HeldCase{}, refuse.New(refuse.Missing, "insight.case_none", "number", o.Number)
	}
	out := HeldCase{Order: v}
	c, err := party.Load(r, o.Customer)
	if err != nil {
		return out, err
	}
	who := credit.ByCustomer{ID: c.Number}
	if out.Position, err = credit.Of(r, who); err != nil {
		return out, err
	}
	if out.File, err = credit.ShowFile(r, who); err != nil {
		return out, err
	}
	if out.EnteredBy, err = name(r, map[db.ID]string{}, qUser, o.EnteredBy); err != nil {
		return out, err
	}
	if err := out.past(r, o, c); err != nil {
		return out, err
	}
	out.propose(r, o)
	return out, nil
}

// past reads how the customer behaved in the 12 months before today.
func (c *HeldCase) past(r *db.Read, o order.Order, who party.Customer) error {
	since := r.Day().AddMonths(-12)
	type counts struct{ Held, Released int64 }
	history, late := db.Ask[counts](r, qCaseHistory, who.ID, since), db.Ask[money.Amount](r, qLateKept, who.ID, o.Entity, o.Currency)
	h, err := history.One()
	if err != nil {
		return err
	}
	c.Held, c.Released = h.Held, h.Released
	amount, err := late.One()
	if err != nil && err != db.ErrNone {
		return err
	}
	c.Late = amount.In(o.Currency)
	conduct, err := credit.HowPaid(r, who.ID, o.Currency)
	if err != nil {
		return err
	}
	c.LateDays = (conduct.AverageLate() + tenth/2) / tenth * tenth
	promises, err := receivable.Promises(r, 0, who.ID, "", mostPromises)
	promised := money.Amount(0)
	for _, p := range promises {
		switch {
		case p.State == "open" && p.Currency == o.Currency && p.Until >= r.Day():
			promised += p.Amount - p.Received
			c.PromisedOn = max(c.PromisedOn, p.DueOn)
		case p.State == "broken" && p.Until > since:
			c.Broken++
		}
	}
	c.Promised = promised.In(o.Currency)
	return err
}

// propose says what the case suggests.
func (c *HeldCase) propose(r *db.Read, o order.Order) {
	f := Facts{Day: r.Day(), Failed: c.Order.Hold, Class: c.File.Class, Late: c.Late.Minor, LateDays: c.LateDays, Promised: c.Promised.Minor,
		PromiseOn: c.PromisedOn, Broken: c.Broken, Released: c.Released}
	if a := c.Order.Answer; a != nil {
		f.Shortfall, f.Failed = a.Shortfall.Minor, a.Why
	}
	if c.Position.Limit != nil {
		f.Limit = &c.Position.Limit.Minor
	}
	a := Advise(f)
	c.Do, c.Pay, c.Because = a.Do, a.Pay.In(o.Currency), []CaseReason{}
	for _, code := range a.Because {
		args := refuse.New(refuse.Invalid, code, "late", c.Late, "days", c.LateDays, "promised", c.Promised, "day", c.PromisedOn, "broken", c.Broken,
			"released", c.Released, "shortfall", f.Shortfall.In(o.Currency), "class", c.File.Class).Args
		c.Because = append(c.Because, CaseReason{code, sentences.Say(r.Speak, "case."+code, args...)})
	}
}
