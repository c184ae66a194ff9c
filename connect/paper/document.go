// Package paper makes the documents that customers receive: invoices, credit
// notes, delivery notes, order confirmations, quotes, statements, charges for lateness. A document is data
// first; its page is drawn from that alone, and what was sent is kept.
package paper

import (
	"encaisse/base/day"
	"encaisse/base/money"
	"encaisse/base/words"
	"encaisse/connect/paper/sheet"
)

// Kind is what a document is.
type Kind string

// The kinds.
const (
	Invoice      Kind = "invoice"
	Corrected    Kind = "corrected_invoice"
	Deposit      Kind = "deposit_invoice"
	CreditNote   Kind = "credit_note"
	DeliveryNote Kind = "delivery_note"
	Confirmation Kind = "confirmation"
	Statement    Kind = "statement"
	Quote        Kind = "quote"
	Charge       Kind = "charge" // for lateness
	Reminder     Kind = "reminder"
	FormalNotice Kind = "notice" // mise en demeure
)

// asks reports whether a document asks for money: it says by when and how.
func (k Kind) asks() bool { return k == Invoice || k == Corrected || k == Deposit || k == Charge }

// Document is all that a page says, as data: the page is drawn from nothing
// else, and an invoice's is kept beside its bytes. Amounts are minor units of
// the currency, positive also on a credit note; texts are in the language of
// the document, as they are printed.
type Document struct {
	Kind       Kind           `json:"kind"`
	Number     string         `json:"number"`
	Language   words.Language `json:"language"`
	Format     sheet.Format   `json:"format"`
	Regime     string         `json:"regime"` // "vat" or "sales": how prices before and after tax are called
	Currency   money.Currency `json:"currency"`
	Day        day.Day        `json:"day"`             // of issue
	Until      day.Day        `json:"until,omitempty"` // last day of a quote
	Seller     Party          `json:"seller"`
	Letterhead Letterhead     `json:"letterhead"`
	Buyer      Party          `json:"buyer"`
	Deliver    *Party         `json:"deliver,omitempty"` // where it differs from the buyer's address
	Facts      []Fact         `json:"facts"`
	Groups     []Group        `json:"groups,omitempty"` // what the lines come in: shipments
	Lines      []Line         `json:"lines"`
	Taxes      []Tax          `json:"taxes,omitempty"`
	Net        money.Amount   `json:"net"`
	Tax        money.Amount   `json:"tax"`
	Total      money.Amount   `json:"total"`
	Prepaid    []Prepaid      `json:"prepaid,omitempty"`   // of the total, paid by deposits; of a credit note: given back to them
	Retention  money.Amount   `json:"retention,omitempty"` // of the total, kept back
	Dues       []Due          `json:"dues,omitempty"`
	Terms      string         `json:"terms,omitempty"`
	Pay        *Pay           `json:"pay,omitempty"`
	Account    *Account       `json:"account,omitempty"` // of a statement
	Late       []Late         `json:"late,omitempty"`    // of a charge: what it is for
	Letter     *Letter        `json:"letter,omitempty"`  // of a reminder
	Notes      []string       `json:"notes,omitempty"`   // what the law and the firm want said
}

// The two ways of naming prices.
const (
	VAT   = "vat"
	Sales = "sales"
)

// Party is who sold or bought.
type Party struct {
	Name   string   `json:"name"`
	Lines  []string `json:"lines,omitempty"` // of the address
	IDs    []Fact   `json:"ids,omitempty"`
	Number string   `json:"number,omitempty"`
}

// Fact is a label and what it says.
type Fact struct {
	Label string `json:"label"`
	Value string `json:"value"`
}

// Group is lines that belong together.
type Group struct {
	Title string `json:"title"`
	From  int64  `json:"from"` // number of its first line
}

// Line is one line.
type Line struct {
	N         int64          `json:"n"`
	SKU       string         `json:"sku"`
	Name      string         `json:"name"`
	Quantity  money.Quantity `json:"quantity"`
	Of        money.Quantity `json:"of,omitempty"`   // ordered, on a delivery note
	Left      money.Quantity `json:"left,omitempty"` // to follow, on a delivery note
	Unit      string         `json:"unit,omitempty"`
	UnitPrice money.Price    `json:"unit_price"`
	Discount  string         `json:"discount,omitempty"`
	Tax       string         `json:"tax,omitempty"` // "20 %"
	Net       money.Amount   `json:"net"`
	Before    money.Price    `json:"before_tax,omitempty"` // of a unit price with tax included: what it is without
}

// Late is a line of a charge: interest on what was unpaid from one day to
// another, both counted, at one rate a year; or an amount.
type Late struct {
	N      int64         `json:"n"`
	Kind   string        `json:"kind"`
	Name   string        `json:"name"`
	Base   money.Amount  `json:"base,omitempty"`
	From   day.Day       `json:"from,omitempty"`
	To     day.Day       `json:"to,omitempty"`
	Days   int64         `json:"days,omitempty"`
	Rate   money.Percent `json:"rate,omitempty"`
	Amount money.Amount  `json:"amount"`
}

// Tax is a row of the totals.
type Tax struct {
	Name   string       `json:"name"` // "TVA 20 %"
	Base   money.Amount `json:"base"`
	Amount money.Amount `json:"amount"`
}

// Prepaid is what a deposit paid of a document that says all of the sale, tax
// included.
type Prepaid struct {
	N      int64        `json:"n"` // of the deduction in the books
	Number string       `json:"number"`
	Day    day.Day      `json:"day"`
	Amount money.Amount `json:"amount"`
}

// left is what the document asks for, or credits, of its total.
func (d Document) left() money.Amount {
	left := d.Total
	for _, p := range d.Prepaid {
		left -= p.Amount
	}
	return left
}

// Due is what is to be paid by a day.
type Due struct {
	On     day.Day      `json:"on"`
	Amount money.Amount `json:"amount"`
}

// Pay says where to.
type Pay struct {
	Holder    string `json:"holder"`
	IBAN      string `json:"iban"`
	Account   []Fact `json:"account,omitempty"` // where banks have no IBAN, part by part
	Interac   string `json:"interac,omitempty"`
	Cheque    string `json:"cheque,omitempty"` // where one is sent to
	Reference string `json:"reference"`
	QR        string `json:"qr,omitempty"` // text of the EPC QR code; "" for none
}

// Account is what a statement says.
type Account struct {
	From      day.Day      `json:"from"`
	To        day.Day      `json:"to"`
	Opening   money.Amount `json:"opening"`
	Closing   money.Amount `json:"closing"`
	Movements []Movement   `json:"movements"`
	Ages      []Age        `json:"ages"`
}

// Movement is a line of a statement.
type Movement struct {
	Day     day.Day      `json:"day"`
	What    string       `json:"what"`
	Number  string       `json:"number"`
	DueOn   day.Day      `json:"due_on"`
	Amount  money.Amount `json:"amount"`
	Balance money.Amount `json:"balance"`
}

// Letter is what a reminder says: its words as they were sent, around the table
// of what is asked for.
type Letter struct {
	Subject string     `json:"subject"`
	Before  []string   `json:"before"`
	Titles  []string   `json:"titles"`
	Rows    [][]string `json:"rows"`
	After   []string   `json:"after"`
}

// Age is a part of the balance by age.
type Age struct {
	Title  string       `json:"title"`
	Amount money.Amount `json:"amount"`
}
