package portal

import (
	"encaisse/base/day"
	"encaisse/base/db"
	"encaisse/base/money"
	"encaisse/base/refuse"
	"encaisse/o2c/dunning"
	"encaisse/o2c/invoice"
	"encaisse/o2c/party"
	"encaisse/o2c/receivable"
)

// NewDispute is what a customer contests of his invoice: lines of it, an
// amount, or all that is open. The rest stays to be paid.
type NewDispute struct {
	Customer string         `path:"customer" json:"-" doc:"id or number"`
	Invoice  string         `path:"invoice" json:"-" scope:"document" doc:"id or number"`
	Lines    []invoice.Part `json:"lines,omitempty" maxItems:"2000"`
	Amount   *money.Decimal `json:"amount,omitempty" doc:"tax included"`
	Reason   string         `json:"reason" enum:"price,quantity,quality,delivery,po_missing,tax,duplicate,already_paid,address"`
}

// Dispute contests a customer's own invoice.
func Dispute(w *db.Write, in NewDispute) (receivable.DisputeView, error) {
	_, v, err := OwnInvoice(w.Read, in.Customer, in.Invoice)
	if err != nil {
		return receivable.DisputeView{}, err
	}
	return invoice.Dispute(w, invoice.NewDispute{Invoice: named(v.ID), Lines: in.Lines, Amount: in.Amount, Reason: in.Reason})
}

// NewPromise is a day a customer promises to pay by.
type NewPromise struct {
	Customer string         `path:"customer" json:"-" doc:"id or number"`
	Invoice  string         `json:"invoice,omitempty" scope:"document" doc:"id or number, when it is about one; else all that is due"`
	Amount   *money.Decimal `json:"amount,omitempty" doc:"all that is owed of it when left out"`
	DueOn    day.Day        `json:"due_on"`
}

// furthest is how many days ahead a customer may promise by himself.
const furthest = 30

// Promise records a customer's own promise. It refuses portal.too_far, and
// portal.filed of what was owed before insolvency proceedings.
func Promise(w *db.Write, in NewPromise) (dunning.PromiseView, error) {
	c, err := party.Find(w.Read, in.Customer)
	if err != nil {
		return dunning.PromiseView{}, err
	}
	if in.Invoice != "" {
		if in.Invoice, err = in.about(w.Read, c); err != nil {
			return dunning.PromiseView{}, err
		}
	}
	if last := w.Today().AddDays(furthest); in.DueOn > last {
		return dunning.PromiseView{}, refuse.New(refuse.Invalid, "portal.too_far", "day", last).At("/due_on", "portal.too_far", "day", last)
	}
	p := dunning.NewPromise{Customer: c.ID.Text(party.Prefix), Invoice: in.Invoice, DueOn: in.DueOn}
	if p.Amount, p.Currency, err = in.amount(w.Read, c); err != nil {
		return dunning.PromiseView{}, err
	}
	return dunning.Promise(w, p)
}

// about is the document of a promise, by the name it is owed under.
func (in NewPromise) about(r *db.Read, c party.Customer) (string, error) {
	dues, err := dueOf(r, c)
	if err != nil {
		return "", err
	}
	for _, d := range dues {
		if d.named(in.Invoice) && d.Filed != nil {
			return "", filed(r, c, d)
		}
		if d.named(in.Invoice) {
			return d.ID, nil
		}
	}
	_, v, err := OwnInvoice(r, in.Customer, in.Invoice)
	return named(v.ID), err
}

// amount is what was said, else all that is open, what is contested aside, in
// the currency of the first that is due.
func (in NewPromise) amount(r *db.Read, c party.Customer) (money.Decimal, money.Currency, error) {
	if in.Amount != nil {
		return *in.Amount, "", nil
	}
	dues, err := dueOf(r, c)
	if err != nil {
		return 0, "", err
	}
	var sum money.Money
	var old *Due
	for i, d := range dues {
		if d.Filed != nil {
			old = &dues[i]
			continue
		}
		if d.Kind != "deposit" && (in.Invoice == "" || d.ID == in.Invoice) && (sum.Currency == "" || sum.Currency == d.ToPay.Currency) {
			sum = (sum.Minor + d.Open.Minor - d.Disputed.Minor).In(d.ToPay.Currency)
		}
	}
	if sum.Minor == 0 && old != nil {
		return 0, "", filed(r, c, *old)
	}
	if sum.Minor == 0 {
		return 0, "", refuse.New(refuse.Conflict, "portal.nothing_due")
	}
	all, err := money.ParseDecimal(sum.Text())
	return all, sum.Currency, err
}

// filed is the no to promising what was owed before insolvency proceedings.
func filed(r *db.Read, c party.Customer, d Due) error {
	o, err := openingOf(r, c)
	if err != nil {
		return err
	}
	return o.refused(d.Number)
}

// NewPlan is an échéancier a customer asks for: equal parts, a month apart.
type NewPlan struct {
	Customer string  `path:"customer" json:"-" doc:"id or number"`
	Parts    int64   `json:"parts" minimum:"2" maximum:"6"`
	FirstOn  day.Day `json:"first_on" doc:"day of the first part"`
}

// AskPlan writes an échéancier down as proposed; it holds once the company
// accepts it. It refuses portal.plan_open, portal.too_far, portal.plan_parts, and
// portal.filed_plan under insolvency proceedings.
func AskPlan(w *db.Write, in NewPlan) (dunning.PlanView, error) {
	c, err := party.Find(w.Read, in.Customer)
	if err != nil {
		return dunning.PlanView{}, err
	}
	open, err := db.All[struct {
		ID          db.ID
		Currency    money.Currency
		Total, Paid money.Amount
		State       string
	}](w.Read, qPlans, c.ID, w.Entity)
	if err != nil {
		return dunning.PlanView{}, err
	}
	o, err := openingOf(w.Read, c)
	if err != nil {
		return dunning.PlanView{}, err
	}
	last := w.Today().AddDays(furthest)
	switch {
	case o.on != 0:
		return dunning.PlanView{}, refuse.New(refuse.Conflict, "portal.filed_plan", "day", o.on)
	case len(open) > 0:
		return dunning.PlanView{}, refuse.New(refuse.Conflict, "portal.plan_open")
	case in.Parts < 2 || in.Parts > 6:
		return dunning.PlanView{}, refuse.New(refuse.Invalid, "portal.plan_parts").At("/parts", "portal.plan_parts")
	case in.FirstOn > last || in.FirstOn < w.Today():
		return dunning.PlanView{}, refuse.New(refuse.Invalid, "portal.too_far", "day", last).At("/first_on", "portal.too_far", "day", last)
	}
	return dunning.ProposePlan(w, dunning.NewPlan{Customer: c.ID.Text(party.Prefix), Parts: in.Parts, FirstOn: in.FirstOn})
}
