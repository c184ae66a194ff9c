package invoice

import (
	"fmt"

	"encaisse/base/day"
	"encaisse/base/db"
	"encaisse/base/money"
	"encaisse/o2c/ledger"
	"encaisse/o2c/receivable"
	"encaisse/o2c/seller"
)

var (
	qReleases = db.Q("invoice.check.releases", `select id, type, at, day, actor, coalesce(entity, 0), coalesce(cause, 0), request, objects, body
		from event where id > $1 and type = 'invoice.retention_released' order by id limit $2`).Scans()
	qRetentions = db.Q("invoice.check.retentions", `select v.id, v.number, v.entity, v.customer, v.currency, v.retention, coalesce(i.total, 0), coalesce(i.open, 0), coalesce(i.due_on, 0), coalesce(i.retained, false), coalesce(i.home, 0), coalesce(i.home_open, 0)
		from invoice v left join open_item i on i.document = v.id and i.instalment = (select max(x.instalment) from open_item x where x.document = v.id and x.instalment > 1)
		where v.retention <> 0 order by v.id`).Scans()
)

// retentionRow is what an invoice has kept back, beside its open item.
type retentionRow struct {
	ID          db.ID
	Number      string
	Entity      db.ID
	Customer    db.ID
	Currency    money.Currency
	Retention   money.Amount
	Total, Open money.Amount
	DueOn       day.Day
	Retained    bool

	Home, HomeOpen money.Amount // of its item, in the company's currency
}

// Retentions checks what customers keep back: each is the last item of its
// invoice, untouched and due on no day until its fact releases it, with the entry of
// that, at what it was booked at; account 4117 is the sum of what is not released, in
// the company's currency too (invoice.retained).
func Retentions(r *db.Read) (out []db.Breach, err error) {
	facts := map[db.ID]db.Event{}
	wrong := func(what, why string) { out = append(out, db.Breach{Check: "invoice.retained", What: what, Why: why}) }
	err = db.Pages(r, qReleases, func(e db.Event) db.ID { return e.ID }, func(page []db.Event) error {
		for _, e := range page {
			id := e.Object("invoice")
			if _, twice := facts[id]; twice {
				wrong(fmt.Sprintf("fact %d", e.ID), "releases twice")
			}
			facts[id] = e
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	rows, err := db.All[retentionRow](r, qRetentions)
	if err != nil {
		return nil, err
	}
	type place struct {
		entity, holder db.ID
		currency       money.Currency
	}
	held := map[place]ledger.Worth{}
	for _, x := range rows {
		e, done := facts[x.ID]
		delete(facts, x.ID)
		why := x.wrong(e, done)
		if why == "" && done {
			if why, err = x.released(r, e); err != nil {
				return nil, err
			}
		}
		if why != "" {
			wrong("invoice "+x.Number, why)
		}
		if x.Retained {
			held[place{x.Entity, x.Customer, x.Currency}] = held[place{x.Entity, x.Customer, x.Currency}].Plus(ledger.Worth{Amount: x.Open, Home: x.HomeOpen})
		}
	}
	for id := range facts {
		wrong(fmt.Sprintf("invoice %d", id), "kept nothing back and was released")
	}
	flows, err := ledger.Flows(r, ledger.Retention)
	for _, f := range flows {
		held[place{f.Entity, f.Holder, f.Currency}] = held[place{f.Entity, f.Holder, f.Currency}].Plus(ledger.Worth{Amount: -f.Amount, Home: -f.Home})
	}
	for p, difference := range held {
		if difference != (ledger.Worth{}) {
			wrong(fmt.Sprintf("customer %d", p.holder), fmt.Sprintf("keeps back %d %s more than the ledger says, worth %d", difference.Amount, p.currency, difference.Home))
		}
	}
	return out, err
}

// wrong says what of a retention does not go with its fact.
func (x retentionRow) wrong(e db.Event, done bool) string {
	switch {
	case x.Total != x.Retention:
		return fmt.Sprintf("keeps back %d, its item is of %d", x.Retention, x.Total)
	case done == x.Retained:
		return "its item is retained, or not, against its facts"
	case x.Retained && (x.Open != x.Total || x.HomeOpen != x.Home || x.DueOn != receivable.Someday):
		return "what it keeps back is settled, or due"
	case done && x.DueOn != e.Day:
		return "was released on another day"
	}
	return ""
}

// worth is what it keeps back as it was booked.
func (x retentionRow) worth() ledger.Worth { return ledger.Worth{Amount: x.Retention, Home: x.Home} }

// released holds the fact and its entry against the invoice.
func (x retentionRow) released(r *db.Read, e db.Event) (string, error) {
	var said released
	if err := e.Read(&said); err != nil || said.Amount != x.Retention || said.Home != x.worth().Said() || said.Currency != x.Currency || e.Entity != x.Entity || e.Object("customer") != x.Customer {
		return "was released by another fact", nil
	}
	s, err := seller.Load(r, x.Entity)
	if err == db.ErrNone {
		return "", nil // named elsewhere
	}
	if err != nil {
		return "", err
	}
	legs, err := ledger.LegsOf(r, e.ID)
	if err != nil {
		return "", err
	}
	entry, err := Invoice{Currency: x.Currency, Customer: x.Customer, Number: x.Number}.releasing(s, e.Day, x.worth())
	if err != nil || !ledger.Same(legs, entry) {
		return "was released by another entry", nil
	}
	return "", nil
}
