package ledger

import (
	"encaisse/base/day"
	"encaisse/base/money"
	"encaisse/base/refuse"
)

// Journal is the book an entry belongs to; the codes are the same on both
// charts.
type Journal string

const (
	JournalSales    Journal = "VE" // ventes
	JournalBank     Journal = "BQ" // banque
	JournalStock    Journal = "ST" // stock
	JournalGeneral  Journal = "OD" // opérations diverses
	JournalTakeover Journal = "RE" // reprise
)

// Key is the key of the journal's title.
func (j Journal) Key() string { return "ledger.journal." + string(j) }

// Leg is one line of an entry, in minor units of the entry's currency, and of
// that the books are kept in.
type Leg struct {
	Account string
	Holder  int64        // customer on 411, 416 and 4191; 0 for none
	Amount  money.Amount // debit positive, credit negative
	Home    money.Amount // the same in the company's own currency
}

// Entry is a balanced posting.
type Entry struct {
	Journal  Journal
	Day      day.Day // of posting
	Currency money.Currency
	Text     string
	Legs     []Leg
}

// Empty says that nothing is to be posted: all amounts were zero, as for a
// shipment of goods that cost nothing.
func (e Entry) Empty() bool { return len(e.Legs) == 0 }

// Check refuses an entry that is not one: `ledger.account` (a leg without
// account), `ledger.legs` (fewer than two, or one of zero), `ledger.unbalanced`
// (debits and credits differ, in either currency).
func (e Entry) Check() error {
	if len(e.Legs) < 2 {
		return refuse.New(refuse.Invalid, "ledger.legs", "text", e.Text)
	}
	var rest, home money.Amount
	for _, l := range e.Legs {
		if l.Account == "" {
			return refuse.New(refuse.Invalid, "ledger.account", "text", e.Text)
		}
		if l.Amount == 0 && l.Home == 0 {
			return refuse.New(refuse.Invalid, "ledger.legs", "text", e.Text)
		}
		var err error
		if rest, err = money.Sum(rest, l.Amount); err != nil {
			return err
		}
		if home, err = money.Sum(home, l.Home); err != nil {
			return err
		}
	}
	if rest != 0 || home != 0 {
		return refuse.New(refuse.Invalid, "ledger.unbalanced", "text", e.Text, "difference", rest.In(e.Currency))
	}
	return nil
}

// Reversed is the entry that undoes e, in the same journal on another day.
func (e Entry) Reversed(d day.Day, text string) Entry {
	legs := make([]Leg, len(e.Legs))
	for i, l := range e.Legs {
		legs[i] = Leg{Account: l.Account, Holder: l.Holder, Amount: -l.Amount, Home: -l.Home}
	}
	e.Day, e.Text, e.Legs = d, text, legs
	return e
}

// Head is what an entry says besides its legs.
type Head struct {
	Day      day.Day // of posting
	Currency money.Currency
	Text     string
	Worth    Worth
	Apart    []Apart
}

// Apart is what of an entry was booked at another rate before and leaves as it
// came: it is worth so much more than at the rate of the entry, and the account
// against it so much less.
type Apart struct {
	Role    Role
	Holder  int64
	More    money.Amount // in the company's currency, debit positive
	Against Role
}

// Worth is what an amount of an entry's currency is worth in that of the books:
// the rate of the whole entry. Nothing said is the same.
type Worth struct{ Amount, Home money.Amount }

// Of is the worth of a part, rounded once.
func (x Worth) Of(a money.Amount) (money.Amount, error) {
	if x.Home == x.Amount || x.Home == 0 || x.Amount == 0 {
		return a, nil
	}
	v, err := money.MulDiv(int64(a), int64(x.Home), int64(x.Amount))
	return money.Amount(v), err
}

// Said is the worth as facts tell it: 0 when it is the amount itself.
func (x Worth) Said() money.Amount {
	if x.Home == x.Amount {
		return 0
	}
	return x.Home
}

func (x Worth) minus() Worth { return Worth{-x.Amount, -x.Home} }

// Plus adds another.
func (x Worth) Plus(y Worth) Worth { return Worth{x.Amount + y.Amount, x.Home + y.Home} }

// part is a leg before the chart gives it an account.
type part struct {
	role   Role
	holder int64
	amount money.Amount
}

// post makes an entry: equal accounts of one holder merge, zero legs drop. All
// zero gives an empty entry, which is no error. In another currency each part
// is rounded in that of the books; what this leaves goes to the largest leg
// that is on no customer's account: his is what his open item is worth.
func post(c Chart, j Journal, h Head, parts ...part) (Entry, error) {
	var legs []Leg
	for _, p := range parts {
		home, err := h.Worth.Of(p.amount)
		if err != nil {
			return Entry{}, err
		}
		legs = merged(legs, Leg{c.Account(p.role), p.holder, p.amount, home})
	}
	even(legs)
	for _, a := range h.Apart {
		legs = merged(legs, Leg{c.Account(a.Role), a.Holder, 0, a.More})
		legs = merged(legs, Leg{c.Account(a.Against), 0, 0, -a.More})
	}
	return entered(j, h, legs)
}

// valued is a part that has a worth of its own.
type valued struct {
	role   Role
	holder int64
	Worth
}

// exact makes an entry each part of which says what it is worth.
func exact(c Chart, j Journal, h Head, parts ...valued) (Entry, error) {
	var legs []Leg
	for _, p := range parts {
		legs = merged(legs, Leg{c.Account(p.role), p.holder, p.Amount, p.Home})
	}
	return entered(j, h, legs)
}

// merged adds a leg to the one on the same account of the same holder.
func merged(legs []Leg, x Leg) []Leg {
	for i, l := range legs {
		if l.Account == x.Account && l.Holder == x.Holder {
			legs[i].Amount += x.Amount
			legs[i].Home += x.Home
			return legs
		}
	}
	return append(legs, x)
}

// entered is the entry of legs; those of nothing drop.
func entered(j Journal, h Head, legs []Leg) (Entry, error) {
	e := Entry{Journal: j, Day: h.Day, Currency: h.Currency, Text: h.Text}
	for _, l := range legs {
		if l.Amount != 0 || l.Home != 0 {
			e.Legs = append(e.Legs, l)
		}
	}
	if e.Empty() {
		return e, nil
	}
	return e, e.Check()
}

// even puts what rounding left in the currency of the books on one leg.
func even(legs []Leg) {
	var rest money.Amount
	at := -1
	for i, l := range legs {
		rest += l.Home
		if l.Holder == 0 && l.Amount != 0 && (at < 0 || l.Home.Abs() > legs[at].Home.Abs()) {
			at = i
		}
	}
	if at < 0 && len(legs) > 0 {
		at = len(legs) - 1
	}
	if rest != 0 {
		legs[at].Home -= rest
	}
}
