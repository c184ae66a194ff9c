package receivable

import (
	"fmt"

	"encaisse/base/day"
	"encaisse/base/db"
	"encaisse/base/money"
)

var (
	qAgreed    = db.Q("receivable.agreed", `select id, valid_from, rate from agreed_rate where customer = $1 and entity = $2 order by id`)
	qAgree     = db.Q("receivable.agree", `insert into agreed_rate (id, entity, customer, valid_from, rate, event) values ($1,$2,$3,$4,$5,$6)`)
	qAgreedAll = db.Q("receivable.check.agreed", `select a.id, a.entity, a.customer, a.valid_from, a.rate, a.event from agreed_rate a where a.id > $1 order by a.id limit $2`).Scans()
	qAgreeing  = db.Q("receivable.check.agreeing", `select e.id from event e left join agreed_rate a on a.event = e.id where e.type = 'receivable.rate_agreed' and a.id is null order by e.id limit 1000`).Scans()
	qAgreedBy  = db.Q("receivable.check.agreed_by", `select id, type, at, day, actor, coalesce(entity, 0), coalesce(cause, 0), request, objects, body from event where id = $1`)
)

// AskAgreed asks for what an entity agreed with a customer, in the order it did.
func AskAgreed(r *db.Read, entity, customer db.ID) *db.Answer[Agreed] {
	return db.Ask[Agreed](r, qAgreed, customer, entity)
}

// AgreedNow is the rate agreed with a customer for what is issued next; 0 for none.
func AgreedNow(r *db.Read, entity, customer db.ID) (money.Percent, error) {
	list, err := AskAgreed(r, entity, customer).All()
	if len(list) == 0 {
		return 0, err
	}
	return list[len(list)-1].Rate, err
}

// Agreements checks that each rate agreed with a customer is what its fact says
// (receivable.agreed).
func Agreements(r *db.Read) (out []db.Breach, err error) {
	type row struct {
		ID, Entity, Customer db.ID
		ValidFrom            day.Day
		Rate                 money.Percent
		Event                db.ID
	}
	wrong := func(id db.ID, why string) {
		out = append(out, db.Breach{Check: "receivable.agreed", What: fmt.Sprintf("agreed rate %d", id), Why: why})
	}
	err = db.Pages(r, qAgreedAll, func(x row) db.ID { return x.ID }, func(page []row) error {
		for _, x := range page {
			e, err := db.One[db.Event](r, qAgreedBy, x.Event)
			if err == db.ErrNone {
				wrong(x.ID, "has no fact")
				continue
			}
			if err != nil {
				return err
			}
			var said agreed
			if err := e.Read(&said); err != nil || e.Type != "receivable.rate_agreed" || said != (agreed{x.ValidFrom, x.Rate}) || e.Entity != x.Entity || e.Object("customer") != x.Customer {
				wrong(x.ID, "is not what its fact says")
			}
		}
		return nil
	})
	if err != nil {
		return out, err
	}
	lost, err := db.All[db.ID](r, qAgreeing)
	for _, id := range lost {
		wrong(id, "has a fact and is not there")
	}
	return out, err
}
