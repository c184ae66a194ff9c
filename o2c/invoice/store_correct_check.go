package invoice

import (
	"fmt"

	"encaisse/base/db"
	"encaisse/base/money"
	"encaisse/o2c/ledger"
	"encaisse/o2c/receivable"
	"encaisse/o2c/seller"
)

var (
	qCorrections = db.Q("invoice.check.corrections", `select `+columns+` from invoice where id > $1 and type = '384' order by id limit $2`).Scans()
	qReplacings  = db.Q("invoice.check.replaced", `select id, type, at, day, actor, coalesce(entity, 0), coalesce(cause, 0), request, objects, body
		from event where id > $1 and type = 'invoice.replaced' order by id limit $2`).Scans()
	qMovedAway = db.Q("invoice.check.moved_away", `select cast(coalesce(sum(a.amount), 0) as bigint), cast(coalesce(sum(a.debit_home), 0) as bigint) from application a where a.event = $1 and a.kind = 'replaced' and a.debit = $2`)
	qTwice     = db.Q("invoice.check.credited_after", `select n.number from invoice n join invoice r on r.original = n.original and r.type = '384'
		where n.original is not null and n.type = '381' order by n.id limit 1000`).Scans()
)

// Corrections checks the corrected invoices: each replaces one invoice of the
// same customer, order and currency, line by line, by a fact of its own that
// reverses the entry, closes the items and lets no tax wait; what is replaced is
// never credited (invoice.corrected).
func Corrections(r *db.Read) (out []db.Breach, err error) {
	facts := map[db.ID]db.Event{} // by the corrected invoice
	err = db.Pages(r, qReplacings, func(e db.Event) db.ID { return e.ID }, func(page []db.Event) error {
		for _, e := range page {
			by := db.ID(0)
			for _, o := range e.Touched() {
				if o.Kind == "invoice" && o.As == "by" {
					by = o.ID
				}
			}
			if _, twice := facts[by]; twice || by == 0 {
				out = append(out, db.Breach{Check: "invoice.corrected", What: fmt.Sprintf("fact %d", e.ID), Why: "is one too many"})
			}
			facts[by] = e
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	err = db.Pages(r, qCorrections, func(v Invoice) db.ID { return v.ID }, func(page []Invoice) error {
		for _, v := range page {
			e, ok := facts[v.ID]
			delete(facts, v.ID)
			c := &checker{v: v}
			c.differ("invoice.corrected", "fact of what it replaces", ok, true)
			if ok {
				if err := c.replaces(r, e); err != nil {
					return err
				}
			}
			out = append(out, c.out...)
		}
		return nil
	})
	for id := range facts {
		out = append(out, db.Breach{Check: "invoice.corrected", What: fmt.Sprintf("invoice %d", id), Why: "replaces another and is not there"})
	}
	credited, more := db.All[string](r, qTwice)
	for _, number := range credited {
		out = append(out, db.Breach{Check: "invoice.corrected", What: "credit note " + number, Why: "credits an invoice that is replaced"})
	}
	if err == nil {
		err = more
	}
	return out, err
}

// replaces holds a corrected invoice against what it replaces.
func (c *checker) replaces(r *db.Read, e db.Event) error {
	var err error
	if c.v, err = whole(r, c.v); err != nil {
		return err
	}
	v := c.v
	old, err := db.One[Invoice](r, qByID, v.Original)
	if err == db.ErrNone {
		c.differ("invoice.corrected", "what it replaces", v.Original, 0)
		return nil
	}
	if err == nil {
		old, err = whole(r, old)
	}
	if err != nil {
		return err
	}
	c.differ("invoice.corrected", "customer, order, currency, company, first day of its terms",
		[]any{v.Customer, v.Order, v.Currency, v.Entity, v.TermsFrom, old.Bills()}, []any{old.Customer, old.Order, old.Currency, old.Entity, old.TermsFrom, true})
	c.followLines(old)
	worth, err := old.Worth().Of(v.Total)
	c.differ("invoice.corrected", "worth at the rate of "+old.Number, []any{v.Home, err}, []any{worth, nil})
	s, err := seller.Load(r, old.Entity)
	if err == db.ErrNone {
		return nil // named already
	}
	if err != nil {
		return err
	}
	moves, err := old.undone(s)
	if err != nil {
		return err
	}
	var said replaced
	if err := e.Read(&said); err != nil {
		c.differ("invoice.corrected", "fact", err, nil)
	}
	c.differ("invoice.corrected", "what its fact says", []any{said, e.Day, e.Entity, e.Object("invoice"), e.Object("customer")},
		[]any{replaced{v.Number, old.Total, v.Currency, moves}, v.IssuedOn, v.Entity, old.ID, v.Customer})
	why, err := MovedBy(r, e, old.ID, v.ID, moves)
	if err != nil {
		return err
	}
	c.differ("invoice.corrected", "moves", why, "")
	return c.reversed(r, e, old)
}

// followLines checks that each line is one of the original's, and bills no more.
func (c *checker) followLines(old Invoice) {
	last := int64(0)
	for _, l := range c.v.Lines {
		if l.OriginalN <= last || l.OriginalN > int64(len(old.Lines)) {
			c.differ("invoice.corrected", "line of the original", l.OriginalN, last+1)
			return
		}
		last = l.OriginalN
		o := old.Lines[last-1]
		c.differ("invoice.corrected", "what a line is of", []any{l.Order, l.OrderN, l.Shipment, l.Item, l.Quantity <= o.Quantity}, []any{o.Order, o.OrderN, o.Shipment, o.Item, true})
	}
}

// reversed checks the entry and the items of the original.
func (c *checker) reversed(r *db.Read, e db.Event, old Invoice) error {
	s, err := seller.Load(r, old.Entity)
	if err == db.ErrNone {
		return nil // the company's own check names it
	}
	if err != nil {
		return err
	}
	legs, err := ledger.LegsOf(r, e.ID)
	if err != nil {
		return err
	}
	entry, err := old.reversal(s, c.v)
	if err != nil || !ledger.Same(legs, entry) {
		c.differ("invoice.corrected", "entry that reverses "+old.Number, legs, entry.Legs)
	}
	items, err := receivable.ItemsOf(r, old.ID)
	if err != nil {
		return err
	}
	for _, i := range items {
		gone, err := db.One[struct{ Amount, Home money.Amount }](r, qMovedAway, e.ID, i.ID)
		if err != nil {
			return err
		}
		c.differ("invoice.corrected", "closed of "+old.Number, []any{gone.Amount, gone.Home, i.Open, i.HomeOpen}, []any{i.Total, i.Home, 0, 0})
	}
	return nil
}
