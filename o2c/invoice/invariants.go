package invoice

import (
	"encoding/json"
	"fmt"
	"slices"

	"encaisse/base/db"
	"encaisse/base/money"
	"encaisse/o2c/ledger"
	"encaisse/o2c/receivable"
	"encaisse/o2c/seller"
	"encaisse/o2c/tax"
)

// Rehash recomputes the hash of a stored document.
func Rehash(v Invoice) []byte { return v.hash() }

var (
	qPage = db.Q("invoice.check.page", `select `+columns+` from invoice where id > $1 order by id limit $2`).Scans()
	qFact = db.Q("invoice.check.fact", `select id, type, at, day, actor, coalesce(entity, 0), coalesce(cause, 0), request, objects, body from event where id = $1`)
	qRows = db.Q("invoice.check.rows", `select cast(count(*) as bigint), coalesce(min(n), 1), coalesce(max(n), 0) from invoice_tax where invoice = $1`)

	qNotTold = db.Q("invoice.check.told", `select order_id, n, cast(sum(kept) as bigint), cast(sum(found) as bigint) from
		(select order_id, n, invoiced as kept, 0 as found, invoiced_net as net from order_line union all
		select l.order_id, l.order_n, 0, l.quantity, -l.net from invoice i join invoice_line l on l.invoice = i.id where i.type = '380' and l.deposit is null) t
		group by order_id, n having sum(kept) <> sum(found) or sum(net) <> 0 order by order_id, n limit 1000`).Scans()
	qNotBilled = db.Q("invoice.check.billed", `select shipment, n, cast(sum(kept) as bigint), cast(sum(found) as bigint) from
		(select l.shipment, l.order_n as n, l.picked as kept, 0 as found from shipment s join shipment_line l on l.shipment = s.id where s.billed union all
		select l.shipment, l.order_n, 0, l.quantity from invoice i join invoice_line l on l.invoice = i.id where i.type = '380' and l.shipment is not null) t
		group by shipment, n having sum(kept) <> sum(found) order by shipment, n limit 1000`).Scans()
	qOtherEntity = db.Q("invoice.check.entity", `select i.id, 0, i.entity, coalesce(o.entity, 0) from invoice i left join sales_order o on o.id = i.order_id
		left join customer c on c.id = i.customer where c.id is null or i.order_id is not null and (o.id is null or o.entity <> i.entity or o.customer <> i.customer or o.currency <> i.currency)
		or i.order_id is null and not exists (select 1 from billed_order x where x.invoice = i.id)
		union all select x.invoice, x.order_id, x.entity, coalesce(o.entity, 0) from billed_order x left join sales_order o on o.id = x.order_id left join invoice i on i.id = x.invoice and i.order_id is null
		where i.id is null or o.id is null or o.entity <> x.entity or x.entity <> i.entity or o.customer <> x.customer or x.customer <> i.customer or o.currency <> i.currency
		or not exists (select 1 from invoice_line l where l.invoice = x.invoice and l.order_id = x.order_id)
		union all select l.invoice, l.n, 1, 0 from invoice i join invoice_line l on l.invoice = i.id where i.order_id is null
		and not exists (select 1 from billed_order x where x.invoice = i.id and x.order_id = l.order_id) order by 1, 2 limit 1000`).Scans()
	qOrphans = db.Q("invoice.check.orphans", `select t.invoice, t.n, 1, 0 from
		(select invoice, n from invoice_line union all select invoice, n from invoice_tax) t left join invoice i on i.id = t.invoice
		where i.id is null order by t.invoice, t.n limit 1000`).Scans()
	qUnissued = db.Q("invoice.check.unissued", `select e.id, 0, 0, 1 from event e left join invoice i on i.event = e.id
		where e.type in ('invoice.issued', 'invoice.credited', 'invoice.deposit_issued', 'invoice.corrected') and i.id is null order by e.id limit 1000`).Scans()
)

// Breaches checks invoices and credit notes: totals are lines and taxes, the
// taxes those of the lines (invoice.total); credit notes stay within their
// invoice by line, by rate and in all (invoice.credited); what is stored is
// what was hashed, and what the fact says (invoice.hash); the entry and the
// open item are those of the document (invoice.booked); orders and shipments
// were told (invoice.told), of the same company (invoice.entity).
func Breaches(r *db.Read) ([]db.Breach, error) {
	type row struct{ ID, N, Is, Should db.ID }
	var out []db.Breach
	for _, c := range []struct {
		check, what, why string
		q                *db.Stmt
	}{
		{"invoice.told", "order %d, line %d", "invoiced quantity or net, by its invoices", qNotTold},
		{"invoice.told", "shipment %d, order line %d", "invoiced, by its invoices", qNotBilled},
		{"invoice.entity", "invoice %d (%d)", "company, customer or currency of its order", qOtherEntity},
		{"invoice.hash", "invoice %d, row %d", "a line or tax without its document", qOrphans},
		{"invoice.hash", "fact %d (%d)", "issued, without its document", qUnissued},
	} {
		rows, err := db.All[row](r, c.q)
		if err != nil {
			return nil, err
		}
		for _, b := range rows {
			out = append(out, db.NotEqual(c.check, fmt.Sprintf(c.what, b.ID, b.N), c.why, int64(b.Is), int64(b.Should)))
		}
	}
	credited := map[db.ID]bool{}
	err := db.Pages(r, qPage, func(v Invoice) db.ID { return v.ID }, func(page []Invoice) error {
		for _, p := range asked(r, page) {
			more, err := p.breaches(r, credited)
			if err != nil {
				return err
			}
			out = append(out, more...)
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	more, err := notes(r, credited)
	return append(out, more...), err
}

// papers are a document and what must agree with it, read in one trip a page.
type papers struct {
	Invoice
	lines *db.Answer[Line]
	taxes *db.Answer[tax.Row]
	rows  *db.Answer[struct{ Count, First, Last int64 }]
	fact  *db.Answer[db.Event]
	legs  *db.Answer[ledger.Posted]
	items *db.Answer[receivable.Item]
}

func asked(r *db.Read, page []Invoice) []papers {
	all := make([]papers, len(page))
	for i, v := range page {
		all[i] = papers{v, db.Ask[Line](r, qLines, v.ID), db.Ask[tax.Row](r, qTaxes, v.ID),
			db.Ask[struct{ Count, First, Last int64 }](r, qRows, v.ID), db.Ask[db.Event](r, qFact, v.Event),
			ledger.AskLegs(r, v.Event), receivable.AskItems(r, v.ID)}
	}
	return all
}

func (p papers) breaches(r *db.Read, credited map[db.ID]bool) ([]db.Breach, error) {
	var err error
	v := p.Invoice
	if v.Lines, err = p.lines.All(); err != nil {
		return nil, err
	}
	if v, err = v.booked(r); err != nil {
		return nil, err
	}
	if v.Taxes, err = p.taxes.All(); err != nil {
		return nil, err
	}
	c := &checker{v: v}
	marked := slices.ContainsFunc(v.Lines, func(l Line) bool { return l.Credited != 0 || l.CreditedNet != 0 })
	switch {
	case v.Type == CreditNote:
		credited[v.Original] = true
		c.differ("invoice.credited", "lines of a credit note that are credited", marked, false)
	case v.Type == DepositInvoice: // credited whole, by its deposit
		c.differ("invoice.credited", "lines of a deposit invoice that are credited", marked, false)
	case marked:
		credited[v.ID] = true
	}
	rows, err := p.rows.One()
	if err != nil {
		return nil, err
	}
	c.differ("invoice.total", "numbers of its tax rows", [2]int64{rows.First, rows.Last}, [2]int64{1, rows.Count})
	c.total()
	facts, err := p.fact.All()
	if err != nil {
		return nil, err
	}
	c.moves(facts)
	c.hash(facts)
	if v.Type == CreditNote && len(facts) > 0 {
		why, err := MovedBy(r, facts[0], v.Original, v.ID, c.v.Moves)
		if err != nil {
			return nil, err
		}
		c.differ("invoice.booked", "moves", why, "")
	}
	legs, err := p.legs.All()
	if err != nil {
		return nil, err
	}
	items, err := p.items.All()
	if err != nil {
		return nil, err
	}
	return c.out, c.booked(r, legs, items)
}

// checker collects what is wrong with one document.
type checker struct {
	v   Invoice
	out []db.Breach
}

func (c *checker) differ(check, why string, is, should any) {
	if fmt.Sprint(is) != fmt.Sprint(should) {
		c.out = append(c.out, db.NotEqual(check, "invoice "+c.v.Number, why, is, should))
	}
}

func (c *checker) total() {
	v := c.v
	var net, taxes money.Amount
	for i, l := range v.Lines {
		net += l.Net
		c.differ("invoice.total", "number of a line", l.N, i+1)
	}
	for _, t := range v.Taxes {
		taxes += t.Amount
	}
	c.differ("invoice.total", "net", v.Net, net)
	c.differ("invoice.total", "tax", v.Tax, taxes)
	c.differ("invoice.total", "total", v.Total, v.Net+v.Tax)
	b, err := v.breakdown()
	if err != nil {
		c.differ("invoice.total", "treatment of its lines", err, nil)
		return
	}
	if v.Type == CreditNote {
		for i := range min(len(b.Rows), len(v.Taxes)) {
			b.Rows[i].Amount, b.Rows[i].Pending = v.Taxes[i].Amount, v.Taxes[i].Pending // compared with its invoice's, in notes
		}
	}
	c.differ("invoice.total", "taxes by rate", v.Taxes, b.Rows)
}

// moves reads what a credit note moved of the VAT on receipts: its fact says it,
// the rows and the entry must too.
func (c *checker) moves(facts []db.Event) {
	var said issued
	if c.v.Type == CreditNote && len(facts) > 0 && facts[0].Read(&said) == nil {
		c.v.Moves = said.Moves
	}
}

func (c *checker) hash(facts []db.Event) {
	v := c.v
	c.differ("invoice.hash", "hash", fmt.Sprintf("%x", v.Hash), fmt.Sprintf("%x", Rehash(v)))
	if len(facts) == 0 {
		c.out = append(c.out, db.Breach{Check: "invoice.hash", What: "invoice " + v.Number, Why: "has no fact"})
		return
	}
	e, typ := facts[0], map[string]string{CreditNote: "invoice.credited", DepositInvoice: "invoice.deposit_issued", Corrected: "invoice.corrected"}[v.Type]
	if typ == "" {
		typ = "invoice.issued"
	}
	var said issued
	if err := json.Unmarshal([]byte(e.Body), &said); err != nil {
		c.differ("invoice.hash", "fact", err, nil)
	}
	c.differ("invoice.hash", "fact", []any{e.Type, e.Day, e.Entity, e.Object("invoice"), e.Object("customer")}, []any{typ, v.IssuedOn, v.Entity, v.ID, v.Customer})
	c.differ("invoice.hash", "what its fact says", said, issued{v.Number, v.Net, v.Tax, v.Total, v.Currency, v.DueOn, v.Hash, v.Moves, v.Worth().Said()})
}

func (c *checker) booked(r *db.Read, legs []ledger.Posted, items []receivable.Item) error {
	v := c.v
	c.differ("invoice.total", "due day", v.DueOn, receivable.Terms(v.Terms).Due(v.TermsFrom))
	e, err := seller.Load(r, v.Entity)
	if err == db.ErrNone {
		c.differ("invoice.entity", "company", v.Entity, 0)
		return nil
	}
	if err != nil {
		return err
	}
	entry, err := v.entry(e)
	if err != nil {
		c.differ("invoice.booked", "entry", err, nil)
		return nil
	}
	if !ledger.Same(legs, entry) {
		c.differ("invoice.booked", "entry", legs, entry.Legs)
	}
	want := []receivable.Item{v.item()}
	if v.Bills() {
		var credited []tax.Row
		if _, _, offers := receivable.Terms(v.Terms).Discount(); offers {
			if credited, err = db.All[tax.Row](r, qNotes, v.ID); err != nil {
				return err
			}
		}
		want = v.items(credited)
	}
	if v.Type == DepositInvoice { // what a bank took back of it is checked with its deposit
		return nil
	}
	if v.Total == 0 || want[0].Total == 0 {
		want = nil
	}
	c.differ("invoice.booked", "open items", len(items), len(want))
	for i := range min(len(items), len(want)) {
		have, item := items[i], want[i]
		item.HomeOpen = have.HomeOpen
		item.Entity, item.Open, item.Late, item.Contested = v.Entity, have.Open, have.Late, have.Contested
		if item.Retained { // until it is released: see Retentions
			item.DueOn, item.Retained = have.DueOn, have.Retained
		}
		if i > 0 {
			item.ID = have.ID
		}
		c.differ("invoice.booked", "open item", have, item)
	}
	return nil
}

// notes replays the credit notes of each invoice that has some, oldest first.
func notes(r *db.Read, credited map[db.ID]bool) (out []db.Breach, err error) {
	for id := range credited {
		v, err := db.One[Invoice](r, qByID, id)
		if err == nil && v.Type == DepositInvoice {
			continue // with its deposit
		}
		if err == db.ErrNone || err == nil && !v.Bills() {
			out = append(out, db.Breach{Check: "invoice.credited", What: fmt.Sprintf("invoice %d", id), Why: "has credit notes and is not there"})
			continue
		}
		if err != nil {
			return nil, err
		}
		if v, err = whole(r, v); err != nil {
			return nil, err
		}
		list, err := db.All[Invoice](r, qNotesOf, id)
		if err != nil {
			return nil, err
		}
		c := &checker{v: v}
		if err := c.replay(r, list); err != nil {
			return nil, err
		}
		out = append(out, c.out...)
	}
	return out, nil
}

var qNotesOf = db.Q("invoice.check.notes", `select `+columns+` from invoice where original = $1 and original is not null order by id`)

// replay makes the notes again from the invoice as it was issued.
func (c *checker) replay(r *db.Read, list []Invoice) error {
	state := c.v
	state.Lines = slices.Clone(state.Lines)
	for i := range state.Lines {
		state.Lines[i].Credited, state.Lines[i].CreditedNet = 0, 0
	}
	var before []tax.Row
	for _, note := range list {
		note, err := whole(r, note)
		if err != nil {
			return err
		}
		var parts []Part
		for _, l := range note.Lines {
			parts = append(parts, Part{l.OriginalN, l.Quantity})
		}
		blank := note
		blank.Lines, blank.Taxes = nil, nil
		var again Invoice
		if state, again, err = state.credit(blank, parts); err == nil {
			again, err = again.limit(state, before)
		}
		if err != nil {
			c.differ("invoice.credited", "credit note "+note.Number, err, nil)
			return nil
		}
		c.differ("invoice.credited", "lines of credit note "+note.Number, note.Lines, again.Lines)
		c.differ("invoice.credited", "taxes of credit note "+note.Number, note.Taxes, again.Taxes)
		same := note.Customer == c.v.Customer && note.Currency == c.v.Currency && note.Entity == c.v.Entity && note.Order == c.v.Order
		c.differ("invoice.credited", "customer, currency, company, order of credit note "+note.Number, same, true)
		before = append(before, note.Taxes...)
	}
	c.differ("invoice.credited", "credited of its lines", c.v.Lines, state.Lines)
	return nil
}
