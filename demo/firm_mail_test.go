package demo

import (
	"testing"

	"encaisse/app"
	"encaisse/base/db"
)

// chased is an item of a message, with what the facts before it say of it.
type chased struct {
	Message   db.ID
	Customer  string
	Invoice   string
	Asked     int64
	Total     int64
	Applied   int64
	Contested int64
	Promised  int64
	Planned   int64
	Insolvent int64
}

// mails: nobody was written to for what he had paid, contested, promised, or
// agreed to pay in parts, nor while proceedings were open. It is computed anew
// from the facts recorded before each message, not by what decides about them.
func mails(t *testing.T, a *app.App) {
	const text = `with broke as materialized (select id, objects from event where type = 'credit.insolvency_set')
		select m.id, c.number, i.number, p.amount, i.total,
		(select cast(coalesce(sum(x.amount), 0) as bigint) from application x where x.debit = i.id and x.event < e.event),
		(select cast(coalesce(sum(d.amount), 0) as bigint) from dispute d where d.item = i.id and
			(select s.state from collection_step s where s.subject = d.id and s.event < e.event order by s.event desc limit 1) in ('open', 'in_review')),
		(select count(*) from promise q where q.customer = c.id and (q.item is null or q.item = i.id) and
			(select s.state from collection_step s where s.subject = q.id and s.event < e.event order by s.event desc limit 1) = 'open'),
		(select count(*) from plan_item q where q.item = i.id and
			(select s.state from collection_step s where s.subject = q.plan and s.event < e.event order by s.event desc limit 1) in ('accepted', 'active')),
		(select count(*) from broke z where z.id < e.event and z.objects like '%customer:' || c.id || '%')
		from mail_message m join dunning_action n on n.id = m.action join dunning_action_item p on p.action = n.id
		join open_item i on i.id = p.item join customer c on c.id = n.customer
		join (select subject, max(event) event from collection_step group by subject) e on e.subject = n.id
		where n.action = 'email' order by m.id, i.id`
	list, err := db.See(t.Context(), a.DB, db.As{}, func(r *db.Read) ([]chased, error) {
		return db.All[chased](r, statement("mails", text).Scans())
	})
	if err != nil {
		t.Fatal(err)
	}
	if len(list) < 500 {
		t.Errorf("only %d items were called to mind", len(list))
	}
	for _, c := range list {
		left := c.Total - c.Applied - c.Contested
		if left <= 0 || c.Asked > left || c.Promised > 0 || c.Planned > 0 || c.Insolvent > 0 {
			t.Errorf("%+v was asked for", c)
		}
	}
}
