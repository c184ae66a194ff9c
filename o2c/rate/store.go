package rate

import (
	"encaisse/base/day"
	"encaisse/base/db"
	"encaisse/base/money"
	"encaisse/o2c/seller"
)

const columns = `id, day, base, quote, rate, version`

var (
	qLast   = db.Q("rate.last", `select `+columns+` from exchange_rate where base = $1 and quote = $2 and day <= $3 order by day desc limit 1`)
	qOne    = db.Q("rate.one", `select `+columns+` from exchange_rate where base = $1 and quote = $2 and day = $3`).Locks(db.Document)
	qPage   = db.Q("rate.list", `select `+columns+` from exchange_rate where id > $1 and ($2 = '' or base = $2 or quote = $2) order by id limit $3`).Scans()
	qInsert = db.Q("rate.insert", `insert into exchange_rate (`+columns+`) values ($1,$2,$3,$4,$5,1)`)
	qUpdate = db.Q("rate.update", `update exchange_rate set rate = $2, version = version + 1 where id = $1 and version = $3`)
)

// On is the rate between a currency and a company's own on a day: the last one
// on or before it. Refusals: `rate.missing`, `rate.old` when it is more than 7
// days old.
func On(r *db.Read, e seller.Entity, c money.Currency, on day.Day) (Rate, error) {
	return Between(r, c, e.Currency, on)
}

// Between is On for any two currencies.
func Between(r *db.Read, c, home money.Currency, on day.Day) (Rate, error) {
	rows, err := last(r, c, home, on)
	if err != nil {
		return Rate{}, err
	}
	return usable(rows, c, home, on)
}

// Latest is Between for what books nothing: however old the rate is. Without any
// it has no id.
func Latest(r *db.Read, c, home money.Currency, on day.Day) (Rate, error) {
	rows, err := last(r, c, home, on)
	return newest(rows, home), err
}

// last are the last rates on or before a day, either way round.
func last(r *db.Read, c, home money.Currency, on day.Day) ([]Rate, error) {
	asked := []*db.Answer[Rate]{db.Ask[Rate](r, qLast, home, c, on), db.Ask[Rate](r, qLast, c, home, on)}
	var rows []Rate
	for _, a := range asked {
		list, err := a.All()
		if err != nil {
			return nil, err
		}
		rows = append(rows, list...)
	}
	return rows, nil
}

// Worth is an amount in a company's own currency at the rate of a day; what is
// in that currency already asks for no rate.
func Worth(r *db.Read, e seller.Entity, c money.Currency, on day.Day, a money.Amount) (money.Amount, error) {
	if c == e.Currency {
		return a, nil
	}
	x, err := On(r, e, c, on)
	if err != nil {
		return 0, err
	}
	return x.To(e.Currency, a)
}

// Lately puts what no book has a rate for into a company's currency, for figures:
// each currency at its last rate on or before a day, as credit adds them up, however
// old that is, since this books nothing. What has no rate is worth nothing.
type Lately struct {
	r     *db.Read
	home  money.Currency
	on    day.Day
	rates map[money.Currency]Rate
}

// Of is an amount of a currency in the company's.
func (l Lately) Of(c money.Currency, a money.Amount) (money.Amount, error) {
	if c == l.home {
		return a, nil
	}
	x, ok := l.rates[c]
	if !ok {
		var err error
		if x, err = Latest(l.r, c, l.home, l.on); err != nil {
			return 0, err
		}
		l.rates[c] = x
	}
	if x.ID == 0 {
		return 0, nil
	}
	return x.To(l.home, a)
}

// LatelyOn are the rates of a company on a day; each is read once.
func LatelyOn(r *db.Read, e seller.Entity, on day.Day) Lately {
	return Lately{r, e.Currency, on, map[money.Currency]Rate{}}
}
