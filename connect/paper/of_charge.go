package paper

import (
	"encaisse/base/db"
	"encaisse/base/money"
	"encaisse/base/refuse"
	"encaisse/base/words"
	"encaisse/o2c/charge"
	"encaisse/o2c/party"
	"encaisse/o2c/payment"
	"encaisse/o2c/tax"
)

// ChargeIn asks for the PDF of a charge for lateness.
type ChargeIn struct {
	ID       string `path:"id" json:"-" scope:"charge" doc:"id or number"`
	Customer string `query:"customer" json:"customer,omitempty" doc:"id or number: found only when it is his"`
}

// OfCharge finds the kept PDF of a charge for lateness, or says what to make it
// from.
func OfCharge(r *db.Read, in ChargeIn) (Job, error) {
	n, err := charge.Find(r, in.ID)
	if err != nil {
		return Job{}, err
	}
	c, err := party.Load(r, n.Customer)
	if err != nil {
		return Job{}, err
	}
	if err := owned(r, in.Customer, c, refuse.New(refuse.Missing, "charge.unknown", "charge", in.ID)); err != nil {
		return Job{}, err
	}
	j := Job{Kind: Charge, Object: n.ID, Customer: n.Customer, Keep: true}
	if j.Kept, err = find(r, j.Kind, j.Object, 0); err != nil || j.Kept != nil {
		return j, err
	}
	j.Document, err = ofCharge(r, n, c)
	return j, err
}

func ofCharge(r *db.Read, n charge.Charge, c party.Customer) (Document, error) {
	d, e, err := headed(r, Charge, n.Number, n.Currency, n.Entity, c)
	if err != nil {
		return d, err
	}
	d.registered(e, n.IssuedOn)
	d.Day, d.Total, d.Late = n.IssuedOn, n.Total, []Late{}
	d.fact("issued_on", words.Date(d.Language, n.IssuedOn))
	d.fact("due_on", words.Date(d.Language, n.DueOn))
	if n.Penalties != 0 {
		d.fact("counted", words.Date(d.Language, n.UpTo))
	}
	d.fact("customer", d.Buyer.Number)
	for i, l := range n.Lines {
		line, err := d.late(r, int64(i+1), l)
		if err != nil {
			return d, err
		}
		d.Late = append(d.Late, line)
	}
	d.Dues = []Due{{n.DueOn, n.Total}}
	d.payTo(e, n.Number, n.Total)
	var reasons []string
	if n.Penalties != 0 || n.Indemnities != 0 {
		reasons = append(reasons, tax.MentionCharge)
	}
	for _, name := range append(reasons, tax.MentionOutside) {
		if text := d.mention(name, e.Country, n.IssuedOn); text != "" {
			d.Notes = append(d.Notes, text)
		}
	}
	if d.Letterhead.Closing != "" {
		d.Notes = append(d.Notes, d.Letterhead.Closing)
	}
	return d, nil
}

// late is a line as it is printed: what was unpaid over which days at which
// rate, or an amount.
func (d Document) late(r *db.Read, n int64, l charge.Line) (Late, error) {
	out := Late{N: n, Kind: l.Kind, Amount: l.Amount}
	switch l.Kind {
	case charge.Fee:
		p, err := payment.Find(r, l.Number)
		out.Name = d.say("late.fee", "day", p.ReceivedOn)
		return out, err
	case charge.Penalty:
		out.Base, out.From, out.To, out.Days, out.Rate = l.Base, l.From, l.To, int64(l.To.Sub(l.From)+1), l.Rate
	}
	out.Name = d.say("late."+l.Kind, "number", l.Number)
	return out, nil
}

// sumOf is what the lines of a kind come to.
func sumOf(list []Late, kind string) (sum money.Amount) {
	for _, l := range list {
		if l.Kind == kind {
			sum += l.Amount
		}
	}
	return sum
}
