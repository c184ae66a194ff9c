package dunning

import (
	"strconv"
	"strings"

	"encaisse/base/db"
	"encaisse/base/money"
	"encaisse/base/refuse"
	"encaisse/o2c/party"
	"encaisse/o2c/seller"
)

// Trial is a policy as it might be set, to see who would be chased today.
type Trial struct {
	Place     string         `query:"place" json:"place,omitempty" enum:"FR,QC," doc:"of the debtor; elsewhere when left out"`
	Gap       *int64         `query:"gap" json:"gap,omitempty" doc:"days between two actions"`
	Threshold *money.Decimal `query:"threshold" json:"threshold,omitempty" doc:"nobody is chased for as little"`
	Levels    []string       `query:"levels" json:"levels,omitempty" doc:"days:action:template, separated by commas: 3:email:friendly,10:email:firm; as they are when left out"`
}

// Tried is what a policy would do today, beside what the one in force does.
type Tried struct {
	Now     []TriedLevel `json:"now"`
	Then    []TriedLevel `json:"then"`
	Changed []TriedOf    `json:"changed" doc:"customers about whom something else would be done; the first 50"`
	Count   int          `json:"count" doc:"of them"`
}

// TriedLevel is how many customers a level would be done about, in a currency.
type TriedLevel struct {
	Level     int64       `json:"level"`
	Action    string      `json:"action"`
	Template  string      `json:"template"`
	Customers int         `json:"customers"`
	Amount    money.Money `json:"amount"`
}

// TriedOf is a customer about whom something else would be done.
type TriedOf struct {
	Customer string      `json:"customer"`
	Name     string      `json:"name"`
	Was      string      `json:"was" doc:"template of what is done; empty: nothing"`
	Now      string      `json:"now" doc:"template of what would be done; empty: nothing"`
	Amount   money.Money `json:"amount"`
}

const mostTried = 50

// Try says who would be chased today if the policy of a place was so; nothing
// is changed, and the hour of the day does not count.
func Try(r *db.Read, in Trial) (Tried, error) {
	out := Tried{Now: []TriedLevel{}, Then: []TriedLevel{}, Changed: []TriedOf{}}
	e, err := seller.Of(r)
	if err != nil {
		return out, err
	}
	now, err := policyOf(r, e.ID, in.Place, r.Today())
	if err != nil {
		return out, err
	}
	levels, err := levelsOf(in.Levels)
	if err != nil {
		return out, err
	}
	then, err := NewPolicy{Gap: in.Gap, Threshold: in.Threshold, Levels: levels}.over(now, e.Currency)
	if err == nil {
		err = then.Check()
	}
	if err != nil {
		return out, err
	}
	var after db.ID
	for {
		list, err := Owing(r, e.ID, after, 500)
		if err != nil || len(list) == 0 {
			return out, err
		}
		for _, id := range list {
			after = id
			if err := out.of(r, e, id, in.Place, now, then); err != nil {
				return out, err
			}
		}
	}
}

// of tells what both policies do about a customer.
func (t *Tried) of(r *db.Read, e seller.Entity, customer db.ID, where string, now, then Policy) error {
	c, err := party.Load(r, customer)
	if err != nil || place(c) != where {
		return err
	}
	debts, err := owed(r, e, c.ID)
	if err != nil {
		return err
	}
	list, err := inEach(r, e, c, debts, now)
	if err != nil {
		return err
	}
	for _, s := range list {
		next, err := then.in(r, e, s.currency, s.facts.Debts)
		if err != nil {
			return err
		}
		t.beside(s, next.Decide(s.facts, r.Today()))
	}
	return nil
}

// beside adds what is decided in a currency, and what would be.
func (t *Tried) beside(s situation, is Decision) {
	was := s.d
	t.Now, t.Then = count(t.Now, s.currency, was), count(t.Then, s.currency, is)
	if was.Acts() == is.Acts() && was.Level == is.Level && was.Amount == is.Amount {
		return
	}
	if t.Count++; len(t.Changed) < mostTried {
		t.Changed = append(t.Changed, TriedOf{s.c.Number, s.c.Name, was.Level.Template, is.Level.Template, max(was.Amount, is.Amount).In(s.currency)})
	}
}

// count adds a decision to those of its level and currency.
func count(list []TriedLevel, in money.Currency, d Decision) []TriedLevel {
	if !d.Acts() {
		return list
	}
	for i := range list {
		if l := &list[i]; l.Level == d.Level.N && l.Action == d.Level.Action && l.Template == d.Level.Template && l.Amount.Currency == in {
			l.Customers++
			l.Amount.Minor += d.Amount
			return list
		}
	}
	return append(list, TriedLevel{d.Level.N, d.Level.Action, d.Level.Template, 1, d.Amount.In(in)})
}

// levelsOf reads levels written as days:action:template.
func levelsOf(texts []string) (out []NewLevel, err error) {
	for _, text := range texts {
		parts := strings.Split(text, ":")
		days := 0
		if len(parts) == 3 {
			days, err = strconv.Atoi(parts[0])
		}
		if len(parts) != 3 || err != nil {
			return nil, refuse.New(refuse.Invalid, "dunning.policy").At("/levels", "dunning.levels")
		}
		out = append(out, NewLevel{int64(days), parts[1], parts[2]})
	}
	return out, nil
}
