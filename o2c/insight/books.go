package insight

import (
	"encaisse/base/day"
	"encaisse/base/money"
	"encaisse/o2c/ledger"
)

// Booked is an amount of a document in its own currency, and what of the company's
// the books have it at.
type Booked struct {
	ledger.Worth
	Currency money.Currency
}

// least is the smaller of two amounts of a document.
func least(a, b Booked) Booked {
	if a.Amount < b.Amount {
		return a
	}
	return b
}

// Books are the documents of a period and what was open before and after it.
type Books struct {
	From, To day.Day // both count
	Opening  []Owed  // as of the day before
	Closing  []Owed  // as of To
	Sales    []Sold  // invoices and (negative) credit notes
	Settled  []Settled
	Issued   []Issued
	Orders   []Followed
	Receipts []Receipt
	Disputes []Disputed
	Promises []Promised
	Chases   []Chased
	Losses   []Lost
	Funding  money.Percent // a year's cost of money
	Unit     int64         // minor units of one unit of the currency
}

// Owed is an open item: negative is money or a credit note not applied yet.
type Owed struct {
	Number string
	On     day.Day // due; of money the day it came
	Open   Booked
	Money  bool // a payment
}

// Sold is a document of sale, tax included.
type Sold struct {
	Number string
	On     day.Day
	Total  Booked
}

// Settled is what a payment applied to an invoice.
type Settled struct {
	Number         string
	IssuedOn, Paid day.Day
	Amount         Booked // as the invoice was booked
}

// Issued is an invoice as it left: when its goods were shipped and when it was
// first credited (zero: never).
type Issued struct {
	Number     string
	On         day.Day
	ShippedOn  day.Day
	CreditedOn day.Day
	Total      Booked
	Contested  Booked  // by disputes known by the end of the period
	FaultOn    day.Day // first dispute for an error of ours that was not rejected
}

// Followed is an order by the days of its facts (zero: not yet).
type Followed struct {
	Number                             string
	Currency                           money.Currency
	CapturedOn, PromisedOn, InvoicedOn day.Day
	ShippedOn                          day.Day // the last goods left, or were delivered when that is known
	PaidOn                             day.Day // everything invoiced is paid
	Touched                            bool    // changed, held or released by a person
	Complete                           bool    // nothing is left to ship
	Damaged                            bool    // goods came back damaged, defective or wrong
	Wrong                              bool    // an invoice was credited or disputed for an error
	Lines, LinesOnTime                 int64   // all, and those whose last piece left by PromisedOn
}

// Receipt is a payment of the period.
type Receipt struct {
	Number string
	On     day.Day
	Amount Booked
	ByHand bool         // a person applied some of it
	Open   money.Amount // in its currency
}

// Disputed is what a customer contested of an invoice.
type Disputed struct {
	Number string // of the invoice
	On     day.Day
	Reason string
	Amount Booked
}

// Promised is a promise to pay that fell due and was judged, at what the claims it
// was for were booked at.
type Promised struct {
	Number   string
	On       day.Day // due
	Amount   Booked
	State    string // kept, partially_kept, broken
	Received Booked
}

// Chased is an item a reminder was about, and what was paid of it in the week
// that followed.
type Chased struct {
	Number string // of the item
	On     day.Day
	Level  int64
	Amount Booked
	Paid   Booked
}

// Lost is a claim given up; negative is money that came for one after all.
type Lost struct {
	Number string
	On     day.Day
	Amount Booked
}
