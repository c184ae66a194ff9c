package invoice

import (
	"encaisse/base/db"
	"encaisse/base/refuse"
	"encaisse/o2c/tax"
)

const (
	columns = `id, entity, series, position, number, old_number, type, customer, coalesce(order_id, 0), coalesce(original, 0), currency,
		issued_on, terms_from, due_on, terms, net, tax, total, retention, home, warnings, parties, hash, taken_over, event`
	lineColumns = `invoice, n, coalesce(order_id, 0), coalesce(order_n, 0), coalesce(shipment, 0), coalesce(original_n, 0), coalesce(deposit, 0), item, sku, name, kind, unit,
		quantity, unit_price, discounts, net, gross, treatment, credited, credited_net, prepaid`
)

var (
	qByID     = db.Q("invoice.by_id", `select `+columns+` from invoice where id = $1`)
	qByNumber = db.Q("invoice.by_number", `select `+columns+` from invoice where number = $1 and entity = $2`)
	qByOld    = db.Q("invoice.by_old_number", `select `+columns+` from invoice where old_number = $1 and old_number <> '' and entity = $2 order by id limit 1`)
	qLines    = db.Q("invoice.lines", `select `+lineColumns+` from invoice_line where invoice = $1 order by n`)
	qTaxes    = db.Q("invoice.taxes", `select category, code, rate, base, amount, reason, pending_base, pending from invoice_tax where invoice = $1 order by n`)
	qNotes    = db.Q("invoice.notes", `select t.category, t.code, t.rate, t.base, t.amount, t.reason, t.pending_base, t.pending from invoice i join invoice_tax t on t.invoice = i.id
		where i.original = $1 and i.original is not null and i.type = '381' order by i.id, t.n`)
	qInsert = db.Q("invoice.insert", `insert into invoice (id, entity, series, position, number, old_number, type, customer, order_id, original, currency,
		issued_on, terms_from, due_on, terms, net, tax, total, retention, home, warnings, parties, hash, taken_over, event)
		values ($1,$2,$3,$4,$5,$6,$7,$8,$9,$10,$11,$12,$13,$14,$15,$16,$17,$18,$19,$20,$21,$22,$23,$24,$25)`).Gather()
	qInsertLine = db.Q("invoice.line.insert", `insert into invoice_line (invoice, n, order_id, order_n, shipment, original_n, deposit, item, sku, name, kind, unit,
		quantity, unit_price, discounts, net, gross, treatment, credited, credited_net, prepaid) values ($1,$2,$3,$4,$5,$6,$7,$8,$9,$10,$11,$12,$13,$14,$15,$16,$17,$18,0,0,$19)`).Gather()
	qInsertTax = db.Q("invoice.tax.insert", `insert into invoice_tax (invoice, n, category, code, rate, base, amount, reason, pending_base, pending) values ($1,$2,$3,$4,$5,$6,$7,$8,$9,$10)`).Gather()
	qCredited  = db.Q("invoice.line.credited", `update invoice_line set credited = $3, credited_net = $4 where invoice = $1 and n = $2 and credited = $5`)
	qReplacing = db.Q("invoice.replacing", `select number from invoice where original = $1 and original is not null and type = '384'`)
	qOfOrder   = db.Q("invoice.of_order", `select `+columns+` from invoice where order_id = $1
		union all select `+columns+` from invoice where id in (select invoice from billed_order where order_id = $1) order by 1`)
	qForOrder = db.Q("invoice.for_order", `insert into billed_order (invoice, order_id, entity, customer) values ($1,$2,$3,$4)`)
	qList     = db.Q("invoice.list", `select `+columns+` from invoice where entity = $1 and id > $2 and (customer = $3 or $3 = 0) order by id limit $4`).Scans()
	qExport   = db.Q("invoice.export", `select i.number, coalesce(o.number, ''), c.number, i.type, i.issued_on, i.due_on, i.currency, i.net, i.tax, i.total,
			cast(coalesce(sum(x.open), 0) as bigint)
		from invoice i left join sales_order o on o.id = i.order_id join customer c on c.id = i.customer left join open_item x on x.document = i.id
		where i.issued_on <= $1 group by i.id, i.number, o.number, c.number, i.type, i.issued_on, i.due_on, i.currency, i.net, i.tax, i.total order by i.id`).Scans()
)

// Find returns an invoice or credit note by id, number or the number of the
// books before, whole.
func Find(r *db.Read, ref string) (Invoice, error) {
	var v Invoice
	var err error
	if id, ok := db.ParseID(Prefix, ref); ok {
		v, err = db.One[Invoice](r, qByID, id)
	} else if v, err = db.One[Invoice](r, qByNumber, ref, r.Entity); err == db.ErrNone {
		v, err = db.One[Invoice](r, qByOld, ref, r.Entity)
	}
	if err == db.ErrNone || err == nil && r.Entity != 0 && v.Entity != r.Entity {
		err = refuse.New(refuse.Missing, "invoice.unknown", "invoice", ref)
	}
	if err != nil {
		return v, err
	}
	return whole(r, v)
}

// replacedBy is the number of the corrected invoice that replaces another; "" when
// none does.
func replacedBy(r *db.Read, id db.ID) (string, error) {
	list, err := db.All[string](r, qReplacing, id)
	if err != nil || len(list) == 0 {
		return "", err
	}
	return list[0], nil
}

// stands refuses an invoice that a corrected one replaces.
func (v Invoice) stands(r *db.Read) error {
	by, err := replacedBy(r, v.ID)
	if err == nil && by != "" {
		err = refuse.New(refuse.Conflict, "invoice.replaced_already", "number", v.Number, "by", by)
	}
	return err
}

func whole(r *db.Read, v Invoice) (Invoice, error) {
	lines := db.Ask[Line](r, qLines, v.ID)
	taxes := db.Ask[tax.Row](r, qTaxes, v.ID)
	var err error
	if v.Lines, err = lines.All(); err != nil {
		return v, err
	}
	if v.Taxes, err = taxes.All(); err != nil {
		return v, err
	}
	return v.booked(r)
}

func insert(w *db.Write, v Invoice) {
	w.Exec(qInsert, v.ID, v.Entity, v.Series, v.Position, v.Number, v.OldNumber, v.Type, v.Customer, db.Opt(v.Order), db.Opt(v.Original),
		v.Currency, v.IssuedOn, v.TermsFrom, v.DueOn, v.Terms, v.Net, v.Tax, v.Total, v.Retention, v.Home, v.Warnings, v.Parties, v.Hash, v.TakenOver, v.Event)
	for _, l := range v.Lines {
		w.Exec(qInsertLine, v.ID, l.N, db.Opt(l.Order), db.Opt(l.OrderN), db.Opt(l.Shipment), db.Opt(l.OriginalN), db.Opt(l.Deposit), l.Item, l.SKU, l.Name,
			l.Kind, l.Unit, l.Quantity, l.UnitPrice, l.Discounts, l.Net, l.Gross, l.Treatment, l.Prepaid)
	}
	if v.Order == 0 {
		for _, o := range v.orders() {
			w.Exec(qForOrder, v.ID, o, v.Entity, v.Customer)
		}
	}
	for i, t := range v.Taxes {
		w.Exec(qInsertTax, v.ID, i+1, string(t.Category), string(t.Code), t.Rate, t.Base, t.Amount, t.Reason, t.PendingBase, t.Pending)
	}
}

// OfShipment returns the invoice of a shipment of an order, whole, that stands;
// ErrNone when there is none yet. A shipment is invoiced at once.
func OfShipment(r *db.Read, order, shipment db.ID) (Invoice, error) {
	list, err := db.All[Invoice](r, qOfOrder, order)
	if err != nil {
		return Invoice{}, err
	}
	replaced := map[db.ID]bool{}
	for _, v := range list {
		replaced[v.Original] = replaced[v.Original] || v.Type == Corrected
	}
	for _, v := range list {
		if !v.Bills() || replaced[v.ID] {
			continue
		}
		if v, err = whole(r, v); err != nil {
			return v, err
		}
		for _, l := range v.Lines {
			if l.Shipment == shipment {
				return v, nil
			}
		}
	}
	return Invoice{}, db.ErrNone
}
