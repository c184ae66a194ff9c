package credit

import (
	"encoding/json"

	"encaisse/base/day"
	"encaisse/base/db"
	"encaisse/base/money"
	"encaisse/base/refuse"
	"encaisse/o2c/party"
	"encaisse/o2c/receivable"
)

// invoicesOf are the documents of a customer: by his orders, or for several of them.
const invoicesOf = `select b.id from sales_order o join invoice b on b.order_id = o.id where o.customer = $1 union select invoice from billed_order where customer = $1`

var (
	qScore = db.Q("credit.score.insert", `insert into credit_score (id, holder, day, score, class, suggested, inputs, weights, method, event)
		values ($1,$2,$3,$4,$5,$6,$7,$8,$9,$10)`)
	qSales = db.Q("credit.sales", `select cast(coalesce(sum(case when v.type = '381' then -v.total when v.type = '384' then v.total - (select x.total from invoice x where x.id = v.original) else v.total end), 0) as bigint)
		from invoice v where v.id in (`+invoicesOf+`) and v.type <> '386' and not exists (select 1 from deposit d where d.id = v.original) and v.currency = $2 and v.issued_on > $3`)
	qTrouble = db.Q("credit.trouble", `select count(*) from event_object o join event e on e.id = o.event
		where o.object = $1 and o.kind = 'customer' and (e.type = 'dispute.opened' or e.type = 'promise.broken') and e.day > $2`)
)

// ToScore asks for a customer's score. What is left out is what the company's
// own records say, or what the last score said.
type ToScore struct {
	Customer string         `path:"customer" json:"-" doc:"id or number"`
	Rating   *money.Decimal `json:"rating,omitempty" doc:"external or financial, 0 to 1; that of the last score when left out, else 0"`
	Equity   *money.Decimal `json:"equity,omitempty" doc:"of his accounts: the suggested limit is at most a tenth of it"`
	Since    day.Day        `json:"since,omitempty" doc:"customer since; when he was entered, when left out"`
	Events   *int64         `json:"events,omitempty" minimum:"0" maximum:"1000" doc:"disputes and broken promises in 12 months; as recorded when left out"`
}

// ScoreCustomer scores a customer by domain.md 2.4 and keeps inputs, weights
// and method with it. The score is his class; a worse one calls for a review.
func ScoreCustomer(w *db.Write, in ToScore) (ScoreView, error) {
	c, k, err := own(w, in.Customer)
	if err != nil {
		return ScoreView{}, err
	}
	inputs, err := in.inputs(w, c, k)
	if err != nil {
		return ScoreView{}, err
	}
	s := usualWeights.Rate(inputs)
	suggested, err := in.suggest(w, c, k, inputs)
	if err != nil {
		return ScoreView{}, err
	}
	x := scoreRow{ID: w.NewID(), Holder: c.ID, Day: w.Day(), Points: s.Points, Class: s.Class, Limited: true, Suggested: suggested,
		Inputs: db.JSON(inputs), Weights: db.JSON(usualWeights), Method: Method}
	x.Event = w.Emit("credit.scored", scored{s.Points, s.Class, k.Class, &suggested, Method}, db.Obj("customer", c.ID))
	w.Exec(qScore, x.ID, x.Holder, x.Day, x.Points, x.Class, x.Suggested, x.Inputs, x.Weights, x.Method, x.Event)
	w.Exec1(qClass, c.ID, s.Class)
	if k.Class != "" && s.Class > k.Class && (k.ReviewDue == 0 || k.ReviewDue > w.Day()) {
		reviewOn(w, c.ID, w.Day(), "score")
	}
	return x.view(c.Number, k.Currency), w.Err()
}

// inputs are what the customer did, and what was given.
func (in ToScore) inputs(w *db.Write, c party.Customer, k row) (Inputs, error) {
	if in.Rating != nil && (*in.Rating < 0 || *in.Rating > one) {
		return Inputs{}, refuse.New(refuse.Invalid, "credit.rating").At("/rating", "credit.rating")
	}
	sums := askPaid(w.Read, c.ID, k.Currency)
	trouble := db.Ask[int64](w.Read, qTrouble, c.ID, w.Day().AddMonths(-12))
	last := db.Ask[scoreRow](w.Read, qLastScore, c.ID)
	conduct, err := paid(sums, Conduct{})
	if err != nil {
		return Inputs{}, err
	}
	out := Inputs{DaysLate: conduct.AverageLate(), Insolvent: k.InsolventOn != 0}
	since := in.Since
	if since.IsZero() {
		since = day.FromTime(c.ID.Time(), w.Zone)
	}
	out.Years = ratio(money.Amount(max(w.Day().Sub(since), 0)), 365, int64(one))
	if out.Events, err = trouble.One(); err != nil {
		return out, err
	}
	if in.Events != nil {
		out.Events = *in.Events
	}
	if in.Rating != nil {
		out.Rating = *in.Rating
		return out, nil
	}
	var before Inputs
	row, err := last.One()
	if err == db.ErrNone {
		return out, nil
	}
	if err == nil {
		err = json.Unmarshal([]byte(row.Inputs), &before)
	}
	out.Rating = before.Rating
	return out, err
}

// suggest is the limit the score suggests.
func (in ToScore) suggest(w *db.Write, c party.Customer, k row, inputs Inputs) (money.Amount, error) {
	sales := db.Ask[money.Amount](w.Read, qSales, c.ID, k.Currency, w.Day().AddMonths(-12))
	insurance := db.Ask[insuranceRow](w.Read, qInsurance, c.ID)
	year, err := sales.One()
	if err != nil {
		return 0, err
	}
	var carried *money.Amount
	switch i, err := insurance.One(); {
	case err == nil && i.Limit > 0:
		carried = &i.Limit
	case err != nil && err != db.ErrNone:
		return 0, err
	case in.Equity != nil:
		equity, err := in.Equity.Amount(k.Currency)
		if err != nil {
			return 0, err
		}
		tenth := max(equity, 0) / 10
		carried = &tenth
	}
	due := receivable.Terms(c.Terms).Due(w.Day())
	term := money.Decimal(due.Sub(w.Day())) * one
	return Suggest(carried, max(year, 0)/12, term+inputs.DaysLate)
}
