package paper

import (
	"strconv"

	"encaisse/base/db"
	"encaisse/base/words"
	"encaisse/o2c/insight"
	"encaisse/o2c/party"
	"encaisse/o2c/seller"
)

// OfAccount says what a customer's statement of account is made from. It is
// not kept: what is known of those days may grow.
func OfAccount(r *db.Read, in insight.StatementIn) (Job, error) {
	s, err := insight.Statement(r, in)
	if err != nil {
		return Job{}, err
	}
	c, err := party.Find(r, in.Customer)
	if err != nil {
		return Job{}, err
	}
	own, err := seller.Of(r)
	if err != nil {
		return Job{}, err
	}
	d, e, err := headed(r, Statement, c.Number, s.Closing.Currency, own.ID, c)
	if err != nil {
		return Job{}, err
	}
	d.Day = s.To
	a := Account{From: s.From, To: s.To, Opening: s.Opening.Minor, Closing: s.Closing.Minor, Movements: []Movement{}}
	period := d.say("until", "to", s.To)
	if !s.From.IsZero() {
		period = d.say("from_to", "from", s.From, "to", s.To)
	}
	d.fact("issued_on", words.Date(d.Language, s.To))
	d.fact("period", period)
	d.fact("customer", c.Number)
	for _, m := range s.Movements {
		what := m.Kind
		if said.Has("paper.move." + m.Kind) {
			what = d.say("move." + m.Kind)
		}
		due := m.DueOn
		if m.Amount.Minor < 0 {
			due = 0 // what is in the customer's favour falls due on no day
		}
		a.Movements = append(a.Movements, Movement{m.Day, what, m.Number, due, m.Amount.Minor, m.Balance.Minor})
	}
	for i, age := range s.Aging {
		if age.Minor != 0 {
			a.Ages = append(a.Ages, Age{d.say("age." + strconv.Itoa(i)), age.Minor})
		}
	}
	d.Account = &a
	if e.Payable() && s.Closing.Minor > 0 {
		d.ways(e, c.Number)
	}
	return Job{Kind: Statement, Object: c.ID, Customer: c.ID, Document: d}, nil
}
