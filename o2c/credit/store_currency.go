package credit

import (
	"encaisse/base/db"
	"encaisse/base/money"
	"encaisse/base/refuse"
	"encaisse/o2c/rate"
	"encaisse/o2c/seller"
)

// What a customer owes in other currencies, and a limit in another one, are
// added up at the rates of the day, when credit decides and never before: rates
// move (domain.md 2.1). Without a rate, or with one too old, they can not be,
// which is a rule of its own (RuleCurrency).

// exchange gives amounts in the currency that credit is asked about.
type exchange struct {
	r     *db.Read
	to    money.Currency
	by    db.ID // the company: a pair without a rate goes by its currency
	known map[money.Currency][]rate.Rate
}

func exchanging(r *db.Read, to money.Currency, entity db.ID) *exchange {
	return &exchange{r: r, to: to, by: entity, known: map[money.Currency][]rate.Rate{}}
}

// rates are those that lead from a currency to the one asked about: one, or two
// by the company's own; none when there is no way.
func (x *exchange) rates(from money.Currency) ([]rate.Rate, error) {
	if list, known := x.known[from]; known {
		return list, nil
	}
	list, err := x.path(from)
	if _, no := refuse.As(err); no {
		list, err = nil, nil
	}
	x.known[from] = list
	return list, err
}

func (x *exchange) path(from money.Currency) ([]rate.Rate, error) {
	direct, err := rate.Between(x.r, from, x.to, x.r.Day())
	if _, no := refuse.As(err); !no || x.by == 0 {
		return []rate.Rate{direct}, err
	}
	e, err := seller.Load(x.r, x.by)
	if err != nil || e.Currency == from || e.Currency == x.to {
		return nil, err
	}
	first, err := rate.Between(x.r, from, e.Currency, x.r.Day())
	if err != nil {
		return nil, err
	}
	second, err := rate.Between(x.r, e.Currency, x.to, x.r.Day())
	return []rate.Rate{first, second}, err
}

// worth is an amount in the currency asked about; ok is false when there is no
// rate for it.
func (x *exchange) worth(from money.Currency, a money.Amount) (worth money.Amount, ok bool, err error) {
	if from == x.to || a == 0 {
		return a, true, nil
	}
	list, err := x.rates(from)
	if err != nil || len(list) == 0 {
		return a, false, err
	}
	for _, s := range list {
		next := s.Quote
		if from == s.Quote {
			next = s.Base
		}
		if a, err = s.To(next, a); err != nil {
			return a, false, err
		}
		from = next
	}
	return a, true, nil
}

// balances are those that have a rate, in the currency asked about; what has none
// stays as it is. Numbers of orders are no amounts.
func (x *exchange) balances(rows []kept) ([]kept, error) {
	var out []kept
	for i, b := range rows {
		if b.Currency == x.to || b.Amount == 0 || b.Kind == BalanceHeld {
			continue
		}
		worth, ok, err := x.worth(b.Currency, b.Amount)
		if err != nil {
			return rows, err
		}
		if ok {
			if out == nil { // most owe in one currency
				out = append(out, rows...)
			}
			out[i].Currency, out[i].Amount = x.to, worth
		}
	}
	if out == nil {
		return rows, nil
	}
	return out, nil
}

// limit is a line whose limit is in the currency asked about, if there is a rate.
func (x *exchange) limit(l Line) (Line, error) {
	if l.Limit == nil || l.Currency == x.to {
		return l, nil
	}
	limit, ok, err := x.worth(l.Currency, *l.Limit)
	if err != nil || !ok {
		return l, err
	}
	temporary, _, err := x.worth(l.Currency, l.Temporary)
	l.Currency, l.Limit, l.Temporary = x.to, &limit, temporary
	return l, err
}
