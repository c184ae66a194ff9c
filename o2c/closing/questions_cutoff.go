package closing

import (
	"encaisse/base/day"
	"encaisse/base/db"
	"encaisse/base/money"
	"encaisse/base/refuse"
	"encaisse/o2c/ledger"
	"encaisse/o2c/seller"
)

// CutoffIn asks what the end of a period needs.
type CutoffIn struct {
	Kind string  `query:"kind" json:"kind" enum:"month,year"`
	Day  day.Day `query:"day" json:"day" doc:"any day of the period"`
}

// CutoffView are the entries of the end of a period: those the closing posted,
// or, while it is open, those it would post now.
type CutoffView struct {
	Last     day.Day       `json:"last"`
	Reversed day.Day       `json:"reversed_on"`
	Booked   bool          `json:"booked"`
	Entries  []CutoffEntry `json:"entries"`
}

// CutoffEntry is one of them, with the documents that make it.
type CutoffEntry struct {
	Kind      string            `json:"kind" doc:"unbilled, deferred, credit_notes; exchange at the end of a fiscal year"`
	Legs      []CutoffLeg       `json:"legs"`
	Documents []PendingDocument `json:"documents"`
}

// CutoffLeg is a line of an entry.
type CutoffLeg struct {
	Account string      `json:"account"`
	Name    string      `json:"name"`
	Debit   money.Money `json:"debit"`
	Credit  money.Money `json:"credit"`
}

// PendingDocument is an order that is not invoiced or not delivered, a return
// that is not credited, or an open item in another currency.
type PendingDocument struct {
	Document string      `json:"document"`
	Customer string      `json:"customer"`
	Net      money.Money `json:"net"`
	Tax      money.Money `json:"tax"`
	Exchange money.Money `json:"exchange" doc:"what it is worth more than it was booked at"`
}

// Cutoff tells what the end of a period needs, with the documents behind.
func Cutoff(r *db.Read, in CutoffIn) (CutoffView, error) {
	e, err := seller.Of(r)
	if err != nil {
		return CutoffView{}, err
	}
	span, err := ledger.SpanOf(in.Kind, in.Day, e.YearFrom)
	if err != nil {
		return CutoffView{}, err
	}
	if in.Day.IsZero() {
		return CutoffView{}, refuse.New(refuse.Invalid, "closing.day").At("/day", "closing.day")
	}
	v := CutoffView{Last: span.Last, Reversed: span.Last.AddDays(1), Booked: span.Last < e.OpenFrom, Entries: []CutoffEntry{}}
	list, err := standingOn(r, e, span.Last)
	if !v.Booked {
		list, err = cut(r, e, span.Last)
	}
	if err != nil {
		return v, err
	}
	for _, c := range list {
		x, err := c.view(e, span.Last)
		if err != nil {
			return v, err
		}
		v.Entries = append(v.Entries, x)
	}
	return v, nil
}

// standingOn are the entries the closing posted, in the order of their kinds.
func standingOn(r *db.Read, e seller.Entity, last day.Day) (list []cutoff, err error) {
	have, err := booked(r, e, last)
	for _, kind := range []string{ledger.CutUnbilled, ledger.CutDeferred, ledger.CutCreditNotes, ledger.CutExchange} {
		for _, c := range have {
			if c.Kind == kind {
				list = append(list, c)
			}
		}
	}
	return list, err
}

func (c cutoff) view(e seller.Entity, last day.Day) (CutoffEntry, error) {
	chart := ledger.Chart(e.Chart())
	entry, err := c.entry(chart, ledger.Head{Day: last, Currency: e.Currency, Text: c.Kind})
	x := CutoffEntry{c.Kind, []CutoffLeg{}, []PendingDocument{}}
	m := func(a money.Amount) money.Money { return a.In(e.Currency) }
	for _, l := range entry.Legs {
		x.Legs = append(x.Legs, CutoffLeg{ledger.ExportNumber(chart, l.Account), chart.Name(l.Account, e.Language), m(max(l.Home, 0)), m(max(-l.Home, 0))})
	}
	for _, p := range c.Documents {
		x.Documents = append(x.Documents, PendingDocument{p.Document, p.Customer, m(p.net()), m(p.Tax), m(p.Exchange)})
	}
	return x, err
}
