package listing

import (
	"encaisse/base/day"
	"encaisse/base/db"
	"encaisse/base/money"
)

// InvoicesIn asks for rows of invoices, credit notes and deposit invoices.
type InvoicesIn struct {
	db.Paging
	View     string  `query:"view" json:"view,omitempty" enum:"all,invoices,credits,deposits,open,overdue," doc:"all when left out; open and overdue give instalments, the earliest due first, the others documents, the newest first"`
	Customer string  `query:"customer" json:"customer,omitempty" doc:"id or number, or a part of the name that only one has"`
	From     day.Day `query:"from" json:"from,omitempty" doc:"first day: of issue, or due when the view is open or overdue"`
	To       day.Day `query:"to" json:"to,omitempty" doc:"last day"`
	Sort     string  `query:"sort" json:"sort,omitempty" enum:"newest,oldest,largest,smallest," doc:"of documents, newest when left out; largest and smallest by the total, whatever its sign; open and overdue stay by what is due"`
}

// InvoiceRow is one of them.
type InvoiceRow struct {
	Number    string      `json:"number"`
	Type      string      `json:"type" doc:"380 invoice, 381 credit note, 384 corrected invoice, 386 deposit invoice; opening for an item taken over; charge for lateness"`
	Customer  string      `json:"customer"`
	Name      string      `json:"name"`
	IssuedOn  day.Day     `json:"issued_on"`
	DueOn     day.Day     `json:"due_on"`
	Total     money.Money `json:"total" doc:"below zero for a credit note"`
	Open      money.Money `json:"open"`
	Contested money.Money `json:"contested" doc:"of open: disputed"`
	Late      int         `json:"late" doc:"days past due, of what is open"`
	Replaced  string      `json:"replaced_by" doc:"number of the corrected invoice that stands for it, which is in no sum; empty otherwise"`
}

// InvoicesOut is a page of rows and what all pages come to.
type InvoicesOut struct {
	db.Page[InvoiceRow]
	Sums   []Sum `json:"sums"`
	Beyond bool  `json:"beyond" doc:"there are more than 10,000 rows: they are not summed"`
}

type invoiceRow struct {
	ID                     db.ID
	Number, Type           string
	Customer, Name         string
	Currency               money.Currency
	IssuedOn, DueOn        day.Day
	Total, Open, Contested money.Amount
	Replaced               string
}

var typeOf = map[string]string{"invoices": "380", "credits": "381", "deposits": "386"}

// Invoices lists documents, or with the view open or overdue what is left to
// be paid of them.
func Invoices(r *db.Read, in InvoicesIn) (InvoicesOut, error) {
	customer, err := who(r, in.Customer)
	if err != nil {
		return InvoicesOut{}, err
	}
	if in.View == "open" || in.View == "overdue" {
		return open(r, in, customer)
	}
	typ := typeOf[in.View]
	s, qSums := invoiceSorts.of(in.Sort), qInvoiceSums
	if typ != "" && typ != typeOf["invoices"] { // the few others have an index of their own
		qSums = qOtherSums
	}
	q, args, err := s.asked(in.Paging, r.Entity, filter{customer, typ, in.From, until(in.To)})
	if err != nil {
		return InvoicesOut{}, err
	}
	list, err := db.All[invoiceRow](r, q, args...)
	if err != nil {
		return InvoicesOut{}, err
	}
	page := db.PagedBy(in.Paging, list, func(i invoiceRow) []db.ID { return s.key(i.ID, i.Total) })
	return invoices(r, in, page, false, func() ([]sumRow, error) {
		if customer == 0 {
			return db.All[sumRow](r, qSums, r.Entity, typ, in.From, until(in.To))
		}
		return db.All[sumRow](r, qInvoiceSumsOf, r.Entity, typ, in.From, until(in.To), customer)
	})
}

func open(r *db.Read, in InvoicesIn, customer db.ID) (InvoicesOut, error) {
	key, err := in.After(2)
	if err != nil {
		return InvoicesOut{}, err
	}
	to := until(in.To)
	if in.View == "overdue" {
		to = min(to, r.Today().AddDays(-1))
	}
	due := day.Day(key[0])
	var rows *db.Answer[invoiceRow]
	if customer == 0 {
		rows = db.Ask[invoiceRow](r, qOpen, r.Entity, due, key[1], in.From, to, in.Rows()+1)
	} else {
		rows = db.Ask[invoiceRow](r, qOpenOf, r.Entity, due, key[1], in.From, to, in.Rows()+1, customer)
	}
	list, err := rows.All()
	if err != nil {
		return InvoicesOut{}, err
	}
	page := db.PagedBy(in.Paging, list, func(i invoiceRow) []db.ID { return []db.ID{db.ID(i.DueOn), i.ID} })
	return invoices(r, in, page, true, func() ([]sumRow, error) {
		if customer == 0 {
			return db.All[sumRow](r, qOpenSums, r.Entity, in.From, to)
		}
		return db.All[sumRow](r, qOpenSumsOf, r.Entity, in.From, to, customer)
	})
}

// invoices are the rows of a page with the sums of all; rest tells that what is
// open is summed too.
func invoices(r *db.Read, in InvoicesIn, page db.Page[invoiceRow], rest bool, all func() ([]sumRow, error)) (out InvoicesOut, err error) {
	out.Page = db.Page[InvoiceRow]{Items: []InvoiceRow{}, Next: page.Next}
	today := r.Today()
	for n, i := range page.Items {
		m := func(a money.Amount) money.Money { return a.In(i.Currency) }
		if i.Type == "381" {
			i.Total = -i.Total.Abs()
			page.Items[n] = i
		}
		row := InvoiceRow{i.Number, i.Type, i.Customer, i.Name, i.IssuedOn, i.DueOn, m(i.Total), m(i.Open), m(i.Contested), 0, i.Replaced}
		if i.Open > 0 {
			row.Late = max(today.Sub(i.DueOn), 0)
		}
		out.Items = append(out.Items, row)
	}
	rows := summed(page.Items, func(i invoiceRow) sumRow {
		if !rest {
			i.Open = 0
		}
		if i.Replaced != "" {
			i.Total = 0
		}
		return sumRow{i.Currency, 1, i.Total, i.Open}
	})
	if page.Next != nil || in.Cursor != "" {
		rows, err = all()
	}
	out.Sums, out.Beyond = sums(rows)
	return out, err
}
