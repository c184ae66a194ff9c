package charge

import (
	"encaisse/base/day"
	"encaisse/base/db"
	"encaisse/base/money"
	"encaisse/o2c/invoice"
	"encaisse/o2c/party"
	"encaisse/o2c/payment"
	"encaisse/o2c/receivable"
)

// View is a charge as doors show it.
type View struct {
	ID          string       `json:"id"`
	Number      string       `json:"number"`
	Fact        string       `json:"fact" doc:"that issued it: its entry in the books is named by it"`
	Customer    string       `json:"customer"`
	IssuedOn    day.Day      `json:"issued_on"`
	DueOn       day.Day      `json:"due_on"`
	UpTo        day.Day      `json:"up_to" doc:"the last day it counts"`
	Why         string       `json:"why" doc:"demand, month, reminder, return"`
	Penalties   money.Money  `json:"penalties"`
	Indemnities money.Money  `json:"indemnities" doc:"fixed charges for recovery"`
	Fees        money.Money  `json:"fees" doc:"of the bank, for returned payments"`
	Total       money.Money  `json:"total" doc:"outside the scope of taxes"`
	Waived      money.Money  `json:"waived"`
	Open        money.Money  `json:"open"`
	Proposed    money.Money  `json:"proposed" doc:"penalties on what credit notes took back of the invoices, for the days before them, not waived yet: to be given up by a person"`
	Lines       []LineView   `json:"lines"`
	Waivers     []WaiverView `json:"waivers"`
}

// LineView is a line of it.
type LineView struct {
	Kind     string        `json:"kind" doc:"penalty, indemnity, fee"`
	Document string        `json:"document" doc:"the invoice, or the payment"`
	Number   string        `json:"number"`
	Base     money.Money   `json:"base" doc:"what was unpaid; below zero: charged for those days before, and paid"`
	From     *day.Day      `json:"from"`
	To       *day.Day      `json:"to"`
	Days     int64         `json:"days"`
	Rate     money.Percent `json:"rate" doc:"a year"`
	Amount   money.Money   `json:"amount"`
}

// WaiverView is what was waived of it.
type WaiverView struct {
	ID     string      `json:"id"`
	Fact   string      `json:"fact" doc:"that names its entry"`
	Amount money.Money `json:"amount"`
	Reason string      `json:"reason"`
}

func view(c Charge, customer string, open, proposed money.Amount, waivers []Waiver) View {
	m := func(a money.Amount) money.Money { return a.In(c.Currency) }
	v := View{ID: c.ID.Text(Prefix), Number: c.Number, Fact: c.Event.Text(factPrefix), Customer: customer, IssuedOn: c.IssuedOn, DueOn: c.DueOn, UpTo: c.UpTo, Why: c.Why,
		Penalties: m(c.Penalties), Indemnities: m(c.Indemnities), Fees: m(c.Fees), Total: m(c.Total), Open: m(open), Proposed: m(proposed), Lines: []LineView{}, Waivers: []WaiverView{}}
	for _, l := range c.Lines {
		x := LineView{Kind: l.Kind, Document: l.Document.Text(invoice.Prefix), Number: l.Number, Base: m(l.Base), Rate: l.Rate, Amount: m(l.Amount)}
		switch l.Kind {
		case Fee:
			x.Document = l.Document.Text(payment.Prefix)
		case Penalty:
			x.From, x.To, x.Days = &l.From, &l.To, int64(l.To.Sub(l.From)+1)
		}
		v.Lines = append(v.Lines, x)
	}
	var waived money.Amount
	for _, x := range waivers {
		waived += x.Total()
		v.Waivers = append(v.Waivers, WaiverView{x.ID.Text("wai"), x.Event.Text(factPrefix), m(x.Total()), x.Reason})
	}
	v.Waived = m(waived)
	return v
}

// ByID names a charge.
type ByID struct {
	ID string `path:"id" json:"-" doc:"id or number"`
}

// Show returns a charge with its lines.
func Show(r *db.Read, in ByID) (View, error) {
	c, err := Find(r, in.ID)
	if err != nil {
		return View{}, err
	}
	return shown(r, c)
}

func shown(r *db.Read, c Charge) (View, error) {
	waivers := db.Ask[Waiver](r, qWaivers, c.ID)
	items := receivable.AskItems(r, c.ID)
	customer, err := party.Load(r, c.Customer)
	if err != nil {
		return View{}, err
	}
	before, err := waivers.All()
	if err != nil {
		return View{}, err
	}
	i, err := items.One()
	if err != nil {
		return View{}, err
	}
	return seen(r, c, customer.Number, i.Open, before)
}

// seen is a charge with what of it may be given up.
func seen(r *db.Read, c Charge, customer string, open money.Amount, waivers []Waiver) (View, error) {
	back, err := takenBack(r, c, open, waivers)
	return view(c, customer, open, back, waivers), err
}

// Filter asks for a list of charges.
type Filter struct {
	db.Paging
	Customer string `query:"customer" json:"customer,omitempty" doc:"id or number"`
}

// List pages through the charges, in the order they were issued; their lines are
// shown one by one (Show).
func List(r *db.Read, in Filter) (db.Page[View], error) {
	out := db.Page[View]{Items: []View{}}
	after, err := in.First()
	if err != nil {
		return out, err
	}
	var rows []Charge
	if in.Customer == "" {
		rows, err = db.All[Charge](r, qList, r.Entity, after, in.Rows()+1)
	} else {
		c, no := party.Find(r, in.Customer)
		if no != nil {
			return out, no
		}
		rows, err = db.All[Charge](r, qListOf, r.Entity, after, in.Rows()+1, c.ID)
	}
	if err != nil {
		return out, err
	}
	return db.Shown(db.Paged(in.Paging, rows, func(c Charge) db.ID { return c.ID }), func(c Charge) (View, error) { return shown(r, c) })
}
