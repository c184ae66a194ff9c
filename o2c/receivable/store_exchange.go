package receivable

import (
	"fmt"

	"encaisse/base/db"
	"encaisse/base/money"
	"encaisse/o2c/ledger"
	"encaisse/o2c/seller"
)

var (
	qExchanges = db.Q("receivable.check.exchanges", `select id, type, at, day, actor, coalesce(entity, 0), coalesce(cause, 0), request, objects, body
		from event where id > $1 and type = 'receivable.exchanged' order by id limit $2`).Scans()
	qUneven = db.Q("receivable.check.uneven", `select id, day, amount, debit, credit, debit_home, credit_home from application
		where debit is not null and credit is not null and debit_home <> credit_home order by id`).Scans()
)

// uneven is an application whose sides were booked at other rates.
type uneven struct {
	ID                    db.ID
	Day                   int64
	Amount                money.Amount
	Debit, Credit         db.ID
	DebitHome, CreditHome money.Amount
}

// told compares the fact of an application with it, and with its entry: "" when
// it is right.
func (a uneven) told(r *db.Read, e db.Event) (string, error) {
	owed, err := db.One[Item](r, qItem, a.Debit)
	if err == db.ErrNone {
		return "", nil // named already
	}
	if err != nil {
		return "", err
	}
	s, err := seller.Load(r, owed.Entity)
	if err == db.ErrNone {
		return "", nil // named already
	}
	if err != nil {
		return "", err
	}
	var said exchanged
	want := worths{a.DebitHome, a.CreditHome}.gained(a.ID, s.Currency, a.Amount < 0)
	if err := e.Read(&said); err != nil || said != want || e.Entity != owed.Entity || int64(e.Day) != a.Day || e.Object("invoice") != owed.Document ||
		e.Object("customer") != owed.Customer || e.Object("payment")+e.Object("credit") != a.Credit {
		return fmt.Sprintf("says %v, should say %v", said, want), nil
	}
	legs, err := ledger.LegsOf(r, e.ID)
	if err != nil {
		return "", err
	}
	entry, err := want.entry(s, owed, e.Day)
	if err != nil || !ledger.Same(legs, entry) {
		return "has another entry", nil
	}
	return "", nil
}

// exchanges checks that each application whose sides were booked at other rates
// has its fact, once, with the gain and the entry of it.
func exchanges(r *db.Read) (out []db.Breach, err error) {
	rows, err := db.All[uneven](r, qUneven)
	if err != nil {
		return nil, err
	}
	differ := func(id db.ID, why string, is, should any) {
		if fmt.Sprint(is) != fmt.Sprint(should) {
			out = append(out, db.NotEqual("receivable.applied", fmt.Sprintf("exchange difference of %d", id), why, is, should))
		}
	}
	told := map[db.ID]db.Event{}
	err = db.Pages(r, qExchanges, func(e db.Event) db.ID { return e.ID }, func(page []db.Event) error {
		for _, e := range page {
			var said exchanged
			if err := e.Read(&said); err != nil || told[said.Application].ID != 0 {
				differ(e.ID, "fact", fmt.Sprint(err, told[said.Application].ID), "once")
			}
			told[said.Application] = e
		}
		return nil
	})
	if err != nil {
		return out, err
	}
	for _, a := range rows {
		why, err := a.told(r, told[a.ID])
		if err != nil {
			return out, err
		}
		differ(a.ID, "what is told of it", why, "")
		delete(told, a.ID)
	}
	for id := range told {
		differ(id, "a fact without its application", true, false)
	}
	return out, nil
}
