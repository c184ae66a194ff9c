package receivable

import (
	"fmt"

	"encaisse/base/db"
	"encaisse/base/money"
)

var (
	qContested = db.Q("receivable.check.contested", `select i.number, i.id, i.contested, cast(coalesce(d.amount, 0) as bigint) from open_item i left join
		(select item, sum(amount) as amount from dispute where state = 'open' or state = 'in_review' group by item) d on d.item = i.id
		where i.contested <> coalesce(d.amount, 0) order by i.id limit 1000`).Scans()
	qStepFacts = db.Q("receivable.check.step_facts", `select e.id, e.type from event e left join collection_step s on s.event = e.id
		where (e.type like 'dispute.%' or e.type like 'promise.%' or e.type like 'plan.%' or e.type like 'dunning.%') and (s.event is null or s.day <> e.day)
		union all select s.event, 'no fact' from collection_step s left join event e on e.id = s.event where e.id is null order by 1 limit 1000`).Scans()
	qStepList = db.Q("receivable.check.steps", `select s.subject, s.kind, s.state, x.state from collection_step s left join
		(select id, state, 'dispute' as kind from dispute union all select id, state, 'promise' from promise union all select id, state, 'plan' from plan
		union all select id, state, 'pause' from dunning_pause union all select id, state, 'action' from dunning_action) x on x.id = s.subject and x.kind = s.kind
		order by s.subject, s.event`).Scans()
	qNoStep = db.Q("receivable.check.no_step", `select x.id, x.kind from
		(select id, state, 'dispute' as kind from dispute union all select id, state, 'promise' from promise union all select id, state, 'plan' from plan
		union all select id, state, 'pause' from dunning_pause union all select id, state, 'action' from dunning_action) x
		where not exists (select 1 from collection_step s where s.subject = x.id and s.kind = x.kind) order by x.id limit 1000`).Scans()
	qPlanSums = db.Q("receivable.check.plans", `select p.id, p.total, cast(coalesce((select sum(amount) from plan_instalment i where i.plan = p.id), 0) as bigint),
		cast(coalesce((select sum(amount) from plan_item i where i.plan = p.id), 0) as bigint) from plan p order by p.id`).Scans()
)

// Collections checks disputes, promises, plans, pauses and actions: what is
// contested of an item is the sum of its disputes under way
// (receivable.disputed), and each state was reached by lawful steps, each with
// its own fact (collections.steps).
func Collections(r *db.Read) ([]db.Breach, error) {
	var out []db.Breach
	contested, err := db.All[struct {
		Number     string
		ID         db.ID
		Is, Should money.Amount
	}](r, qContested)
	if err != nil {
		return nil, err
	}
	for _, c := range contested {
		out = append(out, db.NotEqual("receivable.disputed", fmt.Sprintf("item %s (%d)", c.Number, c.ID), "contested", c.Is, c.Should))
	}
	type told struct {
		ID   db.ID
		Kind string
	}
	for _, q := range []*db.Stmt{qStepFacts, qNoStep} {
		rows, err := db.All[told](r, q)
		if err != nil {
			return nil, err
		}
		for _, f := range rows {
			out = append(out, db.Breach{Check: "collections.steps", What: fmt.Sprintf("%s %d", f.Kind, f.ID), Why: "its fact and its step do not go together"})
		}
	}
	plans, err := db.All[struct {
		ID                       db.ID
		Total, Instalments, Item money.Amount
	}](r, qPlanSums)
	if err != nil {
		return nil, err
	}
	for _, p := range plans {
		if p.Total != p.Instalments || p.Total != p.Item {
			out = append(out, db.NotEqual("collections.steps", fmt.Sprintf("plan %d", p.ID), "total", p.Total, fmt.Sprint(p.Instalments, " ", p.Item)))
		}
	}
	steps, err := walked(r)
	return append(out, steps...), err
}

// walked checks that the steps of each thing are lawful and lead to its state.
func walked(r *db.Read) (out []db.Breach, err error) {
	type step struct {
		Subject          db.ID
		Kind, State, Now string
	}
	rows, err := db.All[step](r, qStepList)
	var before step
	for n, s := range rows {
		if s.Subject != before.Subject {
			before = step{Subject: s.Subject}
		}
		// Who settles a dispute may change without its state.
		if !Lawful(s.Kind, before.State, s.State) && (s.Kind != KindDispute || s.State != before.State) {
			out = append(out, db.NotEqual("collections.steps", fmt.Sprintf("%s %d", s.Kind, s.Subject), "step", s.State, "after "+before.State))
		}
		if last := n+1 == len(rows) || rows[n+1].Subject != s.Subject; last && s.State != s.Now {
			out = append(out, db.NotEqual("collections.steps", fmt.Sprintf("%s %d", s.Kind, s.Subject), "state", s.Now, s.State))
		}
		before = s
	}
	return out, err
}
