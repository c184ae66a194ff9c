package insight

import (
	"encaisse/base/db"
	"encaisse/base/money"
	"encaisse/o2c/credit"
	"encaisse/o2c/party"
)

// triedOrders are the latest orders a rule is tried on.
const triedOrders = 500

var qTried = db.Q("insight.tried_orders", `select id, number, customer, currency, total, remainder, state from sales_order where id > $1 and id < $2
	and (entity = $3 or $3 = 0) and (state = 'credit_hold' or state = 'confirmed' or state = 'released') order by id desc limit $4`)

var qTriedFrom = db.Q("insight.tried_from", `select id from sales_order where id > 0 order by id desc limit 1 offset $1`)

// triedWithin bounds the orders that are looked through for open ones.
const triedWithin = 5000

// Tried is what a rule would change if every open order was asked again.
type Tried struct {
	Orders   int         `json:"orders" doc:"open orders that were asked about, the latest"`
	Now      int         `json:"now" doc:"of them: fail a rule as things are"`
	Then     int         `json:"then" doc:"of them: would fail a rule"`
	Held     []TriedCase `json:"held" doc:"pass now and would not; the first 50"`
	Freed    []TriedCase `json:"freed" doc:"fail now and would pass; the first 50"`
	NewlyOf  int         `json:"newly_held"`
	NewlyOut int         `json:"newly_freed"`
}

// TriedCase is an order whose answer would change.
type TriedCase struct {
	Order    string      `json:"order"`
	Customer string      `json:"customer"`
	Name     string      `json:"name" doc:"of the customer"`
	State    string      `json:"state"`
	Amount   money.Money `json:"amount"`
	Failed   []string    `json:"failed" doc:"the rules that would fail, or fail now"`
}

type triedOrder struct {
	ID        db.ID
	Number    string
	Customer  db.ID
	Currency  money.Currency
	Total     money.Amount
	Remainder money.Amount
	State     string
}

// mostCases that are listed.
const mostCases = 50

// TryRule says how many open orders would wait if a rule of credit was set so,
// and which; nothing is changed.
func TryRule(r *db.Read, in credit.Trial) (Tried, error) {
	out := Tried{Held: []TriedCase{}, Freed: []TriedCase{}}
	if err := in.Check(); err != nil {
		return out, err
	}
	from, err := db.One[db.ID](r, qTriedFrom, triedWithin)
	if err != nil && err != db.ErrNone {
		return out, err
	}
	list, err := db.All[triedOrder](r, qTried, from, int64(1)<<62, r.Entity, triedOrders)
	if err != nil {
		return out, err
	}
	of := map[db.ID][]triedOrder{}
	var customers []db.ID
	for _, o := range list {
		if o.State != "credit_hold" && o.Remainder == 0 {
			continue
		}
		if of[o.Customer] == nil {
			customers = append(customers, o.Customer)
		}
		of[o.Customer] = append(of[o.Customer], o)
	}
	for _, id := range customers {
		if err := out.of(r, in, id, of[id]); err != nil {
			return out, err
		}
	}
	return out, nil
}

// of asks about the open orders of one customer.
func (t *Tried) of(r *db.Read, in credit.Trial, customer db.ID, orders []triedOrder) error {
	c, err := party.Load(r, customer)
	if err != nil {
		return err
	}
	var asked []credit.Asking
	for _, o := range orders {
		a := credit.Asking{Currency: o.Currency, Amount: o.Remainder, Counted: true}
		if o.State == "credit_hold" {
			a.Amount, a.Counted = o.Total, false
		}
		asked = append(asked, a)
	}
	now, then, err := in.Foresee(r, c, asked)
	if err != nil {
		return err
	}
	for i, o := range orders {
		was, is := now[i], then[i]
		t.Orders++
		one := TriedCase{o.Number, c.Number, c.Name, o.State, asked[i].Amount.In(o.Currency), is.Failed}
		if !was.Passed() {
			t.Now++
		}
		if !is.Passed() {
			t.Then++
		}
		switch {
		case was.Passed() && !is.Passed():
			if t.NewlyOf++; len(t.Held) < mostCases {
				t.Held = append(t.Held, one)
			}
		case !was.Passed() && is.Passed():
			one.Failed = was.Failed
			if t.NewlyOut++; len(t.Freed) < mostCases {
				t.Freed = append(t.Freed, one)
			}
		}
	}
	return nil
}
