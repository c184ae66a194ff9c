package listing

import (
	"strings"

	"encaisse/base/db"
	"encaisse/base/money"
	"encaisse/o2c/party"
	"encaisse/o2c/receivable"
	"encaisse/o2c/seller"
)

// Found is a document or customer that a search found.
type Found struct {
	Kind   string      `json:"kind" doc:"order, quote, invoice, charge, customer"`
	Number string      `json:"number"`
	Name   string      `json:"name" doc:"of the customer"`
	Amount money.Money `json:"amount" doc:"of the document; open of a customer"`
	By     string      `json:"by" doc:"what was found by: number, reference, amount, name"`
}

// each is how many of a kind are found at most.
const each = 6

type foundRow struct {
	Number, Name string
	Currency     money.Currency
	Amount       money.Amount
}

// Find looks for documents and customers of the kinds wanted by number,
// customer's reference, payer's reference, amount or name.
func Find(r *db.Read, text string, wanted func(kind string) bool) ([]Found, error) {
	out := []Found{}
	text = strings.TrimSpace(text)
	if text == "" {
		return out, nil
	}
	e, err := seller.Of(r)
	if err != nil {
		return out, err
	}
	f := finding{r: r, text: text, upper: strings.ToUpper(text), amounts: amounts(text, e.Currency)}
	if wanted("customer") {
		f.customers()
	}
	numbers, err := f.numbers()
	if err != nil {
		return out, err
	}
	if wanted("order") {
		for _, n := range numbers {
			f.ask("order", "number", qFindOrder, r.Entity, n)
		}
		f.ask("order", "reference", qFindPO, r.Entity, f.text, each)
		for _, a := range f.amounts {
			f.ask("order", "amount", qFindOrderAmount, r.Entity, a, each)
		}
	}
	if wanted("quote") {
		for _, n := range numbers {
			f.ask("quote", "number", qFindQuote, r.Entity, n)
		}
	}
	if wanted("invoice") {
		for _, n := range numbers {
			f.ask("invoice", "number", qFindInvoice, r.Entity, n)
		}
		f.ask("invoice", "reference", qFindReference, r.Entity, receivable.Normal(f.text), each, "invoice")
		for _, a := range f.amounts {
			f.ask("invoice", "amount", qFindInvoiceAmount, r.Entity, a, each)
		}
	}
	if wanted("charge") {
		for _, n := range numbers {
			f.ask("charge", "number", qFindCharge, r.Entity, n)
		}
		f.ask("charge", "reference", qFindReference, r.Entity, receivable.Normal(f.text), each, "charge")
	}
	return f.all(out)
}

type finding struct {
	r           *db.Read
	text, upper string
	amounts     []money.Amount
	asked       []asked
}

// numbers are those that a person may mean: what he typed, and where that is
// the last digits only, that place in each series.
func (f *finding) numbers() ([]string, error) {
	out := []string{f.upper}
	if len(f.text) > 6 || strings.Trim(f.text, "0123456789") != "" {
		return out, nil
	}
	prefixes, err := db.All[string](f.r, qPrefixes, f.r.Entity)
	for _, p := range prefixes {
		out = append(out, p+strings.Repeat("0", 6-len(f.text))+f.text)
	}
	return out, err
}

type asked struct {
	kind, by string
	rows     *db.Answer[foundRow]
}

func (f *finding) ask(kind, by string, q *db.Stmt, args ...any) {
	f.asked = append(f.asked, asked{kind, by, db.Ask[foundRow](f.r, q, args...)})
}

func (f *finding) customers() {
	ids, err := party.Search(f.r, f.text, each)
	if err != nil {
		return // it sticks to the transaction: the next answer has it
	}
	for _, id := range ids {
		f.ask("customer", "name", qFindCustomer, f.r.Entity, id)
	}
}

// all gathers what was found, each once.
func (f *finding) all(out []Found) ([]Found, error) {
	seen := map[string]bool{}
	for _, a := range f.asked {
		rows, err := a.rows.All()
		if err != nil {
			return out, err
		}
		for _, x := range rows {
			if key := a.kind + x.Number; !seen[key] {
				seen[key] = true
				out = append(out, Found{a.kind, x.Number, x.Name, x.Amount.In(x.Currency), a.by})
			}
		}
	}
	return out, nil
}
