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

// Leg is one line of an entry, in minor units of the entry's currency.
type Leg struct {
	Account string
	Holder  int64        // customer on 411, 416 and 4191; 0 for none
	Amount  money.Amount // debit positive, credit negative
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
// (debits and credits differ).
func (e Entry) Check() error {
	if len(e.Legs) < 2 {
		return refuse.New(refuse.Invalid, "ledger.legs", "text", e.Text)
	}
	var rest money.Amount
	for _, l := range e.Legs {
		if l.Account == "" {
			return refuse.New(refuse.Invalid, "ledger.account", "text", e.Text)
		}
		if l.Amount == 0 {
			return refuse.New(refuse.Invalid, "ledger.legs", "text", e.Text)
		}
		var err error
		if rest, err = money.Sum(rest, l.Amount); err != nil {
			return err
		}
	}
	if rest != 0 {
		return refuse.New(refuse.Invalid, "ledger.unbalanced", "text", e.Text, "difference", rest.In(e.Currency))
	}
	return nil
}

// Reversed is the entry that undoes e, in the same journal on another day.
func (e Entry) Reversed(d day.Day, text string) Entry {
	legs := make([]Leg, len(e.Legs))
	for i, l := range e.Legs {
		legs[i] = Leg{Account: l.Account, Holder: l.Holder, Amount: -l.Amount}
	}
	e.Day, e.Text, e.Legs = d, text, legs
	return e
}

// Head is what an entry says besides its legs.
type Head struct {
	Day      day.Day // of posting
	Currency money.Currency
	Text     string
}

// part is a leg before the chart gives it an account.
type part struct {
	role   Role
	holder int64
	amount money.Amount
}

// post makes an entry: equal accounts of one holder merge, zero legs drop. All
// zero gives an empty entry, which is no error.
func post(c Chart, j Journal, h Head, parts ...part) (Entry, error) {
	e := Entry{Journal: j, Day: h.Day, Currency: h.Currency, Text: h.Text}
	var legs []Leg
next:
	for _, p := range parts {
		account := c.Account(p.role)
		for i, l := range legs {
			if l.Account == account && l.Holder == p.holder {
				legs[i].Amount += p.amount
				continue next
			}
		}
		legs = append(legs, Leg{Account: account, Holder: p.holder, Amount: p.amount})
	}
	for _, l := range legs {
		if l.Amount != 0 {
			e.Legs = append(e.Legs, l)
		}
	}
	if e.Empty() {
		return e, nil
	}
	return e, e.Check()
}
