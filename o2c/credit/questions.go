package credit

import (
	"fmt"
	"strings"

	"encaisse/base/day"
	"encaisse/base/db"
	"encaisse/base/money"
	"encaisse/base/words"
	"encaisse/o2c/party"
	"encaisse/o2c/receivable"
)

// View is a customer with his credit, as doors show him.
type View struct {
	ID          string         `json:"id"`
	Number      string         `json:"number"`
	Name        string         `json:"name"`
	Country     string         `json:"country"`
	Region      string         `json:"region"`
	Street      string         `json:"street"`
	Postcode    string         `json:"postcode"`
	City        string         `json:"city"`
	Email       string         `json:"email"`
	Bounced     string         `json:"bounced" doc:"status with which mail to that address comes back for good; empty: it does not"`
	Language    string         `json:"language"`
	Currency    money.Currency `json:"currency"`
	Terms       string         `json:"terms"`
	Billing     string         `json:"billing" doc:"when orders are invoiced: shipment, manual, month, order, deposit30, milestone5"`
	TaxID       string         `json:"tax_id"`
	LegalID     string         `json:"legal_id"`
	ConfirmedOn day.Day        `json:"vat_confirmed_on" doc:"day the register confirmed the VAT number; null: never"`
	PORequired  bool           `json:"po_required"`
	SendBy      string         `json:"send_by" doc:"how invoices and credit notes reach him of themselves: mail, none"`
	DepositForm string         `json:"deposit_form" doc:"how his invoices say what deposits paid of them: lines, prepaid; empty: as the company does"`
	Group       string         `json:"group" doc:"number of the group whose credit is watched together; empty: none"`
	CreditLimit *money.Money   `json:"credit_limit"`
	LateRate    money.Percent  `json:"late_rate" doc:"of late payment, a year, agreed with him for what is issued from now on; 0: none"`
	Warnings    []string       `json:"warnings"`
	Version     string         `json:"version" doc:"of what customer.put changes; given back as seen, a change of somebody else is not overwritten"`
}

// Address is where he has his seat.
func (v View) Address() words.Address {
	return words.Address{Street: v.Street, Postcode: v.Postcode, City: v.City, Region: v.Region, Country: v.Country}
}

func view(c party.Customer, group string, limit any, late money.Percent) View {
	v := View{c.ID.Text(party.Prefix), c.Number, c.Name, c.Country, c.Region, c.Street, c.Postcode, c.City, c.Email, c.Bounced,
		string(c.Language), c.Currency, c.Terms, string(c.Billing), c.TaxID, c.LegalID, c.VATConfirmedOn, c.PORequired, c.SendBy, c.DepositForm, group, nil, late, strings.Fields(c.Warnings), version(c, limit, late)}
	if v.Warnings == nil {
		v.Warnings = []string{}
	}
	if a, ok := limit.(money.Amount); ok {
		m := a.In(c.Currency)
		v.CreditLimit = &m
	}
	return v
}

// version is what a change of a customer, of his own limit or of the rate agreed with
// him changes.
func version(c party.Customer, limit any, late money.Percent) string {
	out := fmt.Sprint(c.Version)
	if a, ok := limit.(money.Amount); ok {
		out += fmt.Sprint("/", int64(a))
	}
	if late != 0 {
		out += fmt.Sprint("@", late)
	}
	return out
}

// ByCustomer asks about one customer.
type ByCustomer struct {
	ID string `path:"id" json:"-" doc:"id or number"`
}

// Show returns one customer.
func Show(r *db.Read, in ByCustomer) (View, error) {
	c, err := party.Find(r, in.ID)
	if err != nil {
		return View{}, err
	}
	k, err := db.One[row](r, qOwn, c.ID)
	if err != nil {
		return View{}, err
	}
	var limit any
	if k.Limited {
		limit = k.Limit
	}
	late, err := receivable.AgreedNow(r, r.Entity, c.ID)
	if err != nil {
		return View{}, err
	}
	group, err := party.GroupOf(r, c)
	return view(c, group, limit, late), err
}

// List pages through the customers.
func List(r *db.Read, in db.Paging) (db.Page[View], error) {
	page, err := party.List(r, in)
	out := db.Page[View]{Items: []View{}, Next: page.Next}
	for _, c := range page.Items {
		v, err := Show(r, ByCustomer{c.ID.Text(party.Prefix)})
		if err != nil {
			return out, err
		}
		out.Items = append(out.Items, v)
	}
	return out, err
}

// Position is one customer's exposure (export exposure).
type Position struct {
	Customer  string         `json:"customer"`
	Currency  money.Currency `json:"currency"`
	Limit     *money.Money   `json:"limit"`
	Open      money.Money    `json:"open"`
	Unbilled  money.Money    `json:"unbilled"`
	Ordered   money.Money    `json:"ordered"`
	Unapplied money.Money    `json:"unapplied"`
	Deposits  money.Money    `json:"deposits"`
	AtRisk    money.Money    `json:"at_risk"`
	Exposure  money.Money    `json:"exposure"`
	Headroom  *money.Money   `json:"headroom" doc:"null: unlimited"`
	Over      bool           `json:"over"`
	Temporary money.Money    `json:"temporary" doc:"so much of the limit is temporary"`
	Holds     []string       `json:"holds,omitempty" doc:"rules by which whatever the customer orders waits now; told of one customer"`
}

func position(number string, l Line) Position {
	m := func(a money.Amount) money.Money { return a.In(l.Currency) }
	e := l.Exposure
	p := Position{Customer: number, Currency: l.Currency, Open: m(e.Open), Unbilled: m(e.Unbilled), Ordered: m(e.Ordered),
		Unapplied: m(e.Unapplied), Deposits: m(e.Deposit), AtRisk: m(e.AtRisk), Exposure: m(e.Total()), Temporary: m(l.Temporary)}
	if l.Limit != nil {
		limit, room := m(*l.Limit), m(*l.Limit-e.Total())
		p.Limit, p.Headroom, p.Over = &limit, &room, e.Total() > *l.Limit
	}
	return p
}

// Of returns the exposure of one customer in his currency, what is in others at
// the rates of the day.
func Of(r *db.Read, in ByCustomer) (Position, error) {
	c, err := party.Find(r, in.ID)
	if err != nil {
		return Position{}, err
	}
	k, err := db.One[row](r, qOwn, c.ID)
	if err != nil {
		return Position{}, err
	}
	rows, err := db.All[kept](r, qBalances, c.Root)
	if err != nil {
		return Position{}, err
	}
	extras, err := k.extras(r)
	if err != nil {
		return Position{}, err
	}
	l := k.line(r.Day(), extras)
	if rows, err = exchanging(r, l.Currency, r.Entity).balances(rows); err != nil {
		return Position{}, err
	}
	l.Exposure = sum(rows, l.Currency, c.ID, 0)
	p := position(c.Number, l)
	v, err := Now(r, c, l.Currency, r.Entity, func() (money.Amount, error) { return 0, nil })
	p.Holds = v.Failed
	return p, err
}

// ByGroup asks about one group of customers.
type ByGroup struct {
	Group string `path:"group" json:"-" doc:"number of the group"`
}

// OfGroup returns the exposure of a group, its members together, in the
// currency of its credit line.
func OfGroup(r *db.Read, in ByGroup) (Position, error) {
	group, err := party.Group(r, in.Group)
	if err != nil {
		return Position{}, err
	}
	k, err := db.One[row](r, qOwn, group)
	if err != nil {
		return Position{}, err
	}
	rows, err := db.All[kept](r, qBalances, group)
	if err != nil {
		return Position{}, err
	}
	l := k.line(r.Day(), nil)
	rows, err = exchanging(r, l.Currency, r.Entity).balances(rows)
	l.Exposure = sum(rows, l.Currency, 0, 0)
	return position(in.Group, l), err
}

// Positions returns the exposure of every customer, by number.
func Positions(r *db.Read) ([]Position, error) {
	type numbered struct {
		row
		Number string
		Root   db.ID
	}
	lines, err := db.All[numbered](r, qLines)
	if err != nil {
		return nil, err
	}
	rows, err := db.All[kept](r, qKept)
	if err != nil {
		return nil, err
	}
	of := map[db.ID][]kept{}
	for _, k := range rows {
		of[k.Holder] = append(of[k.Holder], k)
	}
	extras, err := db.All[extra](r, qEveryExtra)
	if err != nil {
		return nil, err
	}
	out := []Position{}
	for _, n := range lines {
		l := n.line(r.Day(), extras)
		l.Exposure = sum(of[n.Holder], l.Currency, n.Holder, 0)
		out = append(out, position(n.Number, l))
	}
	return out, nil
}

// Now decides about an amount without a lock, to show what would be said.
func Now(r *db.Read, c party.Customer, currency money.Currency, entity db.ID, amount func() (money.Amount, error)) (Verdict, error) {
	a, err := amount()
	if err != nil {
		return Verdict{}, err
	}
	own := db.Ask[row](r, qOwn, c.ID)
	root := own
	if c.Root != c.ID {
		root = db.Ask[row](r, qOwn, c.Root)
	}
	lines, _, err := assemble(r, c, root, own, db.Ask[kept](r, qBalances, c.Root), currency, entity)
	if err != nil {
		return Verdict{}, err
	}
	return Decide(r.Day(), currency, a, lines...), nil
}
