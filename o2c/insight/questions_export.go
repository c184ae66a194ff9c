package insight

import (
	"encaisse/base/day"
	"encaisse/base/db"
	"encaisse/base/money"
	"encaisse/o2c/credit"
	"encaisse/o2c/ledger"
	"encaisse/o2c/receivable"
	"encaisse/o2c/seller"
)

// The exports: bare arrays in a stable order (design 11).

// InvoiceRow is a line of the export invoices.
type InvoiceRow struct {
	Number   string         `json:"number"`
	Type     string         `json:"type"`
	Order    string         `json:"order"`
	Customer string         `json:"customer"`
	IssuedOn day.Day        `json:"issued_on"`
	DueOn    day.Day        `json:"due_on"`
	Currency money.Currency `json:"currency"`
	Net      money.Money    `json:"net"`
	Tax      money.Money    `json:"tax"`
	Total    money.Money    `json:"total"`
	Open     money.Money    `json:"open"`
}

// Invoices lists every invoice and credit note (type 381, amounts positive),
// with what is left of it.
func Invoices(r *db.Read, in AsOf) ([]InvoiceRow, error) {
	list, err := items(r, in)
	if err != nil {
		return nil, err
	}
	left := map[db.ID]money.Amount{}
	for _, i := range list {
		left[i.Document] += i.Open
	}
	type row struct {
		ID                            db.ID
		Number, Type, Order, Customer string
		IssuedOn, DueOn               day.Day
		Currency                      money.Currency
		Net, Tax, Total               money.Amount
	}
	rows, err := db.All[row](r, qInvoices, r.Entity, in.day(r), in.Known)
	out := make([]InvoiceRow, 0, len(rows))
	for _, v := range rows {
		m := func(a money.Amount) money.Money { return a.In(v.Currency) }
		out = append(out, InvoiceRow{v.Number, v.Type, v.Order, v.Customer, v.IssuedOn, v.DueOn, v.Currency, m(v.Net), m(v.Tax), m(v.Total),
			m(left[v.ID].Abs())})
	}
	return out, err
}

// PaymentRow is a line of the export payments.
type PaymentRow struct {
	ID         string         `json:"id"`
	ReceivedOn day.Day        `json:"received_on"`
	Customer   *string        `json:"customer"`
	Currency   money.Currency `json:"currency"`
	Amount     money.Money    `json:"amount"`
	Applied    money.Money    `json:"applied"`
	Unapplied  money.Money    `json:"unapplied"`
	Returned   bool           `json:"returned"`
	Invoices   []AppliedRow   `json:"invoices"`
}

// AppliedRow is what of a payment settles an invoice.
type AppliedRow struct {
	Number    string      `json:"number"`
	Amount    money.Money `json:"amount"`
	AppliedOn day.Day     `json:"applied_on"`
}

// Payments lists every payment with what it settles.
func Payments(r *db.Read, in AsOf) ([]PaymentRow, error) {
	uses, err := db.All[struct {
		Payment db.ID
		Number  string
		Amount  money.Amount
		Day     day.Day
	}](r, qApplied, r.Entity, in.day(r), in.Known)
	if err != nil {
		return nil, err
	}
	list, err := items(r, in)
	if err != nil {
		return nil, err
	}
	left := map[db.ID]money.Amount{}
	for _, i := range list {
		left[i.Document] += i.Open
	}
	rows, err := db.All[struct {
		ID         db.ID
		ReceivedOn day.Day
		Customer   string
		Amount     money.Amount
		Currency   money.Currency
		Returned   bool
	}](r, qPayments, r.Entity, in.day(r), in.Known)
	out := make([]PaymentRow, 0, len(rows))
	at := map[db.ID]int{}
	for _, p := range rows {
		v := PaymentRow{ID: p.ID.Text("pay"), ReceivedOn: p.ReceivedOn, Currency: p.Currency, Amount: p.Amount.In(p.Currency),
			Applied: money.Amount(0).In(p.Currency), Unapplied: (-left[p.ID]).In(p.Currency), Returned: p.Returned, Invoices: []AppliedRow{}}
		if p.Customer != "" {
			v.Customer = &p.Customer
		}
		at[p.ID] = len(out)
		out = append(out, v)
	}
	for _, u := range uses {
		if i, ok := at[u.Payment]; ok {
			v := &out[i]
			v.Applied.Minor += u.Amount
			v.Invoices = append(v.Invoices, AppliedRow{u.Number, u.Amount.In(v.Currency), u.Day})
		}
	}
	return out, err
}

// OpenRow is a line of the export open-items.
type OpenRow struct {
	Invoice    string         `json:"invoice"`
	Instalment int64          `json:"instalment"`
	Customer   string         `json:"customer"`
	Currency   money.Currency `json:"currency"`
	DueOn      day.Day        `json:"due_on"`
	Total      money.Money    `json:"total"`
	Open       money.Money    `json:"open"`
	DaysLate   int            `json:"days_late"`
}

// OpenItems lists what is owed: instalments that are open.
func OpenItems(r *db.Read, in AsOf) ([]OpenRow, error) {
	list, err := items(r, in)
	out := []OpenRow{}
	for _, i := range list {
		if i.Total > 0 && i.Open > 0 {
			out = append(out, OpenRow{i.Number, i.Instalment, i.Customer, i.Currency, i.DueOn, i.Total.In(i.Currency), i.Open.In(i.Currency),
				max(receivable.DaysLate(i.DueOn, in.day(r)), 0)})
		}
	}
	return out, err
}

// None is a question without a field.
type None struct{}

// Exposure lists what each customer may cost, as it is kept now.
func Exposure(r *db.Read, _ None) ([]credit.Position, error) { return credit.Positions(r) }

// AccountRow is a line of the trial balance.
type AccountRow struct {
	Account string      `json:"account"`
	Name    string      `json:"name"`
	Debit   money.Money `json:"debit"`
	Credit  money.Money `json:"credit"`
}

// TrialBalance lists the accounts that are not zero.
func TrialBalance(r *db.Read, in AsOf) ([]AccountRow, error) {
	e, err := seller.Of(r)
	if err != nil {
		return nil, err
	}
	sums, err := ledger.TrialBalance(r, r.Entity, in.day(r), in.Known)
	out := []AccountRow{}
	chart := ledger.Chart(e.Chart())
	for _, s := range sums {
		v := AccountRow{ledger.ExportNumber(chart, s.Account), chart.Name(s.Account, e.Language), money.Amount(0).In(e.Currency), money.Amount(0).In(e.Currency)}
		if s.Amount > 0 {
			v.Debit.Minor = s.Amount
		} else {
			v.Credit.Minor = -s.Amount
		}
		out = append(out, v)
	}
	return out, err
}
