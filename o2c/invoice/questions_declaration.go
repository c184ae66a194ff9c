package invoice

import (
	"cmp"
	"slices"

	"encaisse/base/day"
	"encaisse/base/db"
	"encaisse/base/money"
	"encaisse/base/refuse"
	"encaisse/o2c/ledger"
	"encaisse/o2c/seller"
	"encaisse/o2c/tax"
)

// Period asks for a declaration, of whole days, both included.
type Period struct {
	From day.Day `query:"from" json:"from"`
	To   day.Day `query:"to" json:"to"`
}

// Declaration is what of taxes falls due in a period: by category, tax and
// rate, with the documents that sum to it, and what the entries of the period
// say of the same accounts. Documents taken over were declared before.
type Declaration struct {
	From     day.Day        `json:"from"`
	To       day.Day        `json:"to"`
	Currency money.Currency `json:"currency"`
	Rates    []DueRate      `json:"rates"`
	Tax      money.Money    `json:"tax"`
	Booked   money.Money    `json:"booked" doc:"the same on the tax accounts of the ledger"`
}

// DueRate is one rate of it.
type DueRate struct {
	Category  tax.Category  `json:"category"`
	Code      tax.Code      `json:"code"`
	Rate      money.Percent `json:"rate"`
	Base      money.Money   `json:"base"`
	Tax       money.Money   `json:"tax"`
	Documents []DueDocument `json:"documents"`
}

// DueDocument is one document: issued in the period, or of which tax fell due
// (or not any more) by a payment, a credit note or a discount.
type DueDocument struct {
	Number string      `json:"number"`
	On     day.Day     `json:"on"`
	Why    string      `json:"why" doc:"issued, credited, settled; of a corrected invoice: corrected, and replaced for what it takes back of the one before"`
	Base   money.Money `json:"base"`
	Tax    money.Money `json:"tax"`
}

var (
	qIssuedIn = db.Q("invoice.declaration.issued", `select i.number, i.type, i.issued_on, t.category, t.code, t.rate, t.base - t.pending_base, t.amount - t.pending, i.total, i.home, 0, 0
		from invoice i join invoice_tax t on t.invoice = i.id where i.entity = $1 and i.issued_on between $2 and $3 and not i.taken_over
		and (t.base <> t.pending_base or t.amount <> t.pending)
		union all select i.number, 'replaced', i.issued_on, t.category, t.code, t.rate, t.pending_base - t.base, t.pending - t.amount, x.total, x.home, 0, 0
		from invoice i join invoice x on x.id = i.original join invoice_tax t on t.invoice = x.id where i.type = '384' and i.entity = $1 and i.issued_on between $2 and $3
		and (t.base <> t.pending_base or t.amount <> t.pending) order by 3, 1, 2`).Scans()
	qMovedIn = db.Q("invoice.declaration.moved", `select i.number, '', m.day, 'S', m.code, m.rate, m.base, m.due, i.total, i.home, m.base_home, m.due_home
		from tax_move m join invoice i on i.id = m.invoice where m.entity = $1 and m.day between $2 and $3 and (m.base <> 0 or m.due <> 0) order by m.event, m.n`)
)

// whys are why a document is in a declaration, by its type.
var whys = map[string]string{Commercial: "issued", CreditNote: "credited", Corrected: "corrected", "replaced": "replaced", "": "settled"}

type dueRow struct {
	Number, Type string
	On           day.Day
	Category     tax.Category
	Code         tax.Code
	Rate         money.Percent
	Base, Amount money.Amount
	Total, Home  money.Amount // of the document: its rate

	BaseHome, DueHome money.Amount // of what has its own: 0 is at that of the document
}

// atHome is the row in the company's currency.
func (d dueRow) atHome() (dueRow, error) {
	if d.BaseHome != 0 || d.DueHome != 0 {
		d.Base, d.Amount = d.BaseHome, d.DueHome
		return d, nil
	}
	x := ledger.Worth{Amount: d.Total, Home: d.Home}
	var err error
	if d.Base, err = x.Of(d.Base); err == nil {
		d.Amount, err = x.Of(d.Amount)
	}
	return d, err
}

// Declare returns the taxes of a company that fall due in a period.
func Declare(r *db.Read, in Period) (Declaration, error) {
	if in.From.IsZero() || in.To < in.From {
		return Declaration{}, refuse.New(refuse.Invalid, "invoice.period", "from", in.From, "to", in.To)
	}
	e, err := seller.Of(r)
	if err != nil {
		return Declaration{}, err
	}
	out := Declaration{From: in.From, To: in.To, Currency: e.Currency, Rates: []DueRate{}, Tax: money.Amount(0).In(e.Currency)}
	issued := db.Ask[dueRow](r, qIssuedIn, e.ID, in.From, in.To)
	moved := db.Ask[dueRow](r, qMovedIn, e.ID, in.From, in.To)
	rows, err := issued.All()
	if err != nil {
		return out, err
	}
	more, err := moved.All()
	if err != nil {
		return out, err
	}
	for _, row := range append(rows, more...) {
		if row, err = row.atHome(); err != nil {
			return out, err
		}
		out.add(row)
	}
	slices.SortStableFunc(out.Rates, func(a, b DueRate) int {
		return cmp.Or(cmp.Compare(b.Code, a.Code), cmp.Compare(b.Rate, a.Rate), cmp.Compare(a.Category, b.Category))
	})
	booked, err := ledger.TaxBooked(r, e.ID, ledger.Chart(e.Chart()), in.From, in.To)
	out.Booked = booked.In(e.Currency)
	return out, err
}

func (d *Declaration) add(row dueRow) {
	why := whys[row.Type]
	if row.Type == CreditNote {
		row.Base, row.Amount = -row.Base, -row.Amount
	}
	at := slices.IndexFunc(d.Rates, func(x DueRate) bool { return x.Category == row.Category && x.Code == row.Code && x.Rate == row.Rate })
	if at < 0 {
		nothing := money.Amount(0).In(d.Currency)
		d.Rates, at = append(d.Rates, DueRate{row.Category, row.Code, row.Rate, nothing, nothing, nil}), len(d.Rates)
	}
	x := &d.Rates[at]
	x.Base.Minor, x.Tax.Minor = x.Base.Minor+row.Base, x.Tax.Minor+row.Amount
	d.Tax.Minor += row.Amount
	x.Documents = append(x.Documents, DueDocument{row.Number, row.On, why, row.Base.In(d.Currency), row.Amount.In(d.Currency)})
}
