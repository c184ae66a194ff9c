package portal

import (
	"encaisse/base/day"
	"encaisse/base/db"
	"encaisse/base/money"
	"encaisse/base/refuse"
	"encaisse/o2c/invoice"
	"encaisse/o2c/party"
	"encaisse/o2c/receivable"
)

// What is to be paid is an open item, or a deposit invoice that waits. Of what is
// past due, what may not or need not be paid now is left out of the rows read.
var qInvoices = db.Q("portal.invoices", `select i.id, i.number, i.type, i.currency, i.issued_on, i.due_on, i.total, coalesce(o.po_number, ''), cast(coalesce(d.total - d.cashed, 0) as bigint), coalesce(n.number, '') from invoice i
	left join sales_order o on o.id = i.order_id left join deposit d on d.id = i.id and not d.closed left join invoice n on n.original = i.id and n.type = '384' where i.customer = $1 and i.entity = $2 and i.id < $3
	and (lower(i.number) like $5 escape '!' or lower(coalesce(o.po_number, '')) like $5 escape '!')
	and ($6 = '' or $6 = 'credit' and i.type = '381' or $6 <> 'credit' and i.type <> '381' and ($6 <> 'paid' or n.id is null) and ($6 <> 'paid') =
		(coalesce(d.total - d.cashed, 0) > 0 and ($6 <> 'late' or i.due_on < $7)
			or i.id in (select document from open_item where customer = $1 and open <> 0 and open > 0 and ($6 <> 'late' or due_on <> 0 and due_on < $7))))
	order by i.id desc limit $4`)

// InvoicesIn asks for the documents of a customer.
type InvoicesIn struct {
	db.Paging
	Customer string `path:"customer" json:"-" doc:"id or number"`
	Q        string `query:"q" json:"q,omitempty" maxLength:"100" doc:"part of a number, or of the customer's own of the order"`
	State    string `query:"state" json:"state,omitempty" enum:"open,late,paid,credit," doc:"open: to be paid; late: of these, those with something past due that is to be paid now; credit: credit notes; all when left out"`
}

// InvoiceRow is a document of a customer.
type InvoiceRow struct {
	ID        string      `json:"id"`
	Number    string      `json:"number"`
	Type      string      `json:"type" doc:"380 invoice, 381 credit note, 386 deposit invoice"`
	YourOrder string      `json:"your_order"`
	IssuedOn  day.Day     `json:"issued_on"`
	DueOn     day.Day     `json:"due_on"`
	Total     money.Money `json:"total"`
	Open      money.Money `json:"open"`
	Days      int64       `json:"days_late" doc:"of what is open; 0 before it is due"`
	Replaced  string      `json:"replaced_by" doc:"number of the corrected invoice that replaces it: nothing of it was or is to be paid; empty otherwise"`
	Late      money.Money `json:"late" doc:"of what is to be paid: not contested, filed, or under way"`
	Filed     bool        `json:"filed" doc:"open, and owed since before insolvency proceedings were opened: not to be paid"`
}

// invoiceRead is a document as it is read.
type invoiceRead struct {
	ID              db.ID
	Number, Type    string
	Currency        money.Currency
	IssuedOn, DueOn day.Day
	Total           money.Amount
	PO              string
	Waiting         money.Amount // of a deposit invoice
	New             string       // of the corrected invoice that replaces it
}

// documents are a page of a customer's and one more. Those asked for as late are
// those whose amount the portal's first page sums: read until there are enough.
func documents(r *db.Read, in InvoicesIn, late map[db.ID]money.Money) ([]invoiceRead, error) {
	var out []invoiceRead
	for p := in.Paging; ; {
		rows, err := latest[invoiceRead](r, qInvoices, p, in.Customer, holding(in.Q), in.State, r.Today())
		if err != nil || in.State != "late" {
			return rows, err
		}
		for _, x := range rows {
			if late[x.ID].Minor > 0 && len(out) <= p.Rows() {
				out = append(out, x)
			}
		}
		if len(rows) <= p.Rows() || len(out) > p.Rows() {
			return out, nil
		}
		p.Cursor = rows[len(rows)-1].ID.Text("cur")
	}
}

// Invoices pages through the documents of a customer, the latest first.
func Invoices(r *db.Read, in InvoicesIn) (db.Page[InvoiceRow], error) {
	out := db.Page[InvoiceRow]{Items: []InvoiceRow{}}
	c, err := party.Find(r, in.Customer)
	if err != nil {
		return out, err
	}
	dues, err := dueOf(r, c)
	if err != nil {
		return out, err
	}
	overdue := map[db.ID]money.Money{}
	for _, d := range dues {
		overdue[d.document] = d.Late
	}
	opened, err := openingOf(r, c)
	if err != nil {
		return out, err
	}
	rows, err := documents(r, in, overdue)
	if err != nil {
		return out, err
	}
	page := db.Paged(in.Paging, rows, func(x invoiceRead) db.ID { return x.ID })
	out.Next = page.Next
	items := make([]*db.Answer[receivable.Item], len(page.Items))
	for i, x := range page.Items {
		items[i] = receivable.AskItems(r, x.ID)
	}
	for i, x := range page.Items {
		open, late := x.Waiting, 0
		if open > 0 {
			late = receivable.DaysLate(x.DueOn, r.Today())
		}
		list, err := items[i].All()
		if err != nil {
			return out, err
		}
		for _, item := range list {
			open += item.Open
			if item.Open > 0 {
				late = max(late, receivable.DaysLate(item.DueOn, r.Today()))
			}
		}
		filed := false
		if open > 0 {
			if filed, err = opened.before(r, x.ID); err != nil {
				return out, err
			}
		}
		total := x.Total
		if x.Type == invoice.CreditNote {
			total = -total.Abs()
		}
		out.Items = append(out.Items, InvoiceRow{named(x.ID), x.Number, x.Type, x.PO, x.IssuedOn, x.DueOn, total.In(x.Currency), open.In(x.Currency), int64(late), x.New,
			overdue[x.ID].Minor.In(x.Currency), filed})
	}
	return out, nil
}

// InvoiceIn asks for one document of a customer.
type InvoiceIn struct {
	Customer string `path:"customer" json:"-" doc:"id or number"`
	Invoice  string `path:"invoice" json:"-" scope:"document" doc:"id or number"`
}

// InvoiceOut is a document as its customer sees it.
type InvoiceOut struct {
	ID        string         `json:"id"`
	Number    string         `json:"number"`
	Type      string         `json:"type"`
	YourOrder string         `json:"your_order"`
	IssuedOn  day.Day        `json:"issued_on"`
	DueOn     day.Day        `json:"due_on"`
	Replaced  string         `json:"replaced_by" doc:"number of the corrected invoice that replaces it; empty otherwise"`
	Net       money.Money    `json:"net"`
	Tax       money.Money    `json:"tax"`
	Total     money.Money    `json:"total"`
	Prepaid   []PrepaidView  `json:"prepaid" doc:"what deposits paid of the total; of a credit note: given back to them"`
	Lines     []InvoiceLine  `json:"lines"`
	Due       *Due           `json:"due" doc:"what is to be paid of it; null for nothing"`
	Disputes  []DisputeView  `json:"disputes"`
	Checkouts []CheckoutView `json:"checkouts"`
}

// PrepaidView is what a deposit paid of a document that says all of the sale.
type PrepaidView struct {
	Number string      `json:"number" doc:"of the deposit invoice"`
	Amount money.Money `json:"amount" doc:"tax included"`
}

// InvoiceLine is a line of it.
type InvoiceLine struct {
	N         int64          `json:"n"`
	SKU       string         `json:"sku"`
	Name      string         `json:"name"`
	Quantity  money.Quantity `json:"quantity"`
	UnitPrice money.Price    `json:"unit_price"`
	Net       money.Money    `json:"net"`
	Left      money.Quantity `json:"left" doc:"not credited: can be contested"`
}

// OwnInvoice is an invoice of a customer; another's is not there.
func OwnInvoice(r *db.Read, customer, ref string) (party.Customer, invoice.Invoice, error) {
	c, err := party.Find(r, customer)
	if err != nil {
		return c, invoice.Invoice{}, err
	}
	v, err := invoice.Find(r, ref)
	if err == nil && (v.Customer != c.ID || v.Entity != r.Entity) {
		err = refuse.New(refuse.Missing, "invoice.unknown", "invoice", ref)
	}
	return c, v, err
}

// ShowInvoice is one document of a customer.
func ShowInvoice(r *db.Read, in InvoiceIn) (InvoiceOut, error) {
	c, own, err := OwnInvoice(r, in.Customer, in.Invoice)
	if err != nil {
		return InvoiceOut{}, err
	}
	v, err := invoice.Show(r, invoice.ByID{ID: named(own.ID)})
	if err != nil {
		return InvoiceOut{}, err
	}
	out := InvoiceOut{ID: v.ID, Number: v.Number, Type: v.Type, IssuedOn: v.IssuedOn, DueOn: v.DueOn, Replaced: v.Replaced, Net: v.Net, Tax: v.Tax, Total: v.Total, Prepaid: []PrepaidView{}, Lines: []InvoiceLine{}}
	for _, l := range v.Lines {
		if l.Prepaid != nil {
			out.Prepaid = append(out.Prepaid, PrepaidView{l.Name, money.Money{Minor: -l.Prepaid.Minor, Currency: l.Prepaid.Currency}})
			continue
		}
		out.Lines = append(out.Lines, InvoiceLine{l.N, l.SKU, l.Name, l.Quantity, l.UnitPrice, l.Net, l.Quantity - l.Credited})
	}
	dues, err := dueOf(r, c)
	if err != nil {
		return out, err
	}
	for i := range dues {
		if dues[i].document == own.ID {
			out.Due, out.YourOrder = &dues[i], dues[i].YourOrder
		}
	}
	a, err := ShowAccount(r, AccountIn{Customer: in.Customer, Invoice: v.ID})
	out.Disputes, out.Checkouts = a.Disputes, a.Checkouts
	return out, err
}
