package web

import (
	"fmt"

	"encaisse/app"
	"encaisse/o2c/dunning"
	"encaisse/web/ui"
)

var planList = list{
	path: "/plans", title: "web.plans", keys: "plans",
	views:   []string{"l-all", "l-proposed", "l-accepted", "l-active", "l-completed", "l-broken", "l-cancelled"},
	filters: []string{"customer"},
	columns: []column{{key: "customer", grow: true}, {key: "starts"}, {key: "next_due"}, {key: "state"}, {key: "paid", num: true}, {key: "total", num: true, sum: true}},
	rows:    planRows,
	create:  "plan.propose",
}

func (v *visit) plans() error { return planList.draw(v) }

var planTones = map[string]ui.State{"proposed": {Icon: "draft"}, "accepted": {Tone: "go", Icon: "promise"}, "active": {Tone: "go", Icon: "half"}, "completed": {Tone: "ok", Icon: "done"},
	"broken": {Tone: "alert", Icon: "flag"}, "cancelled": {Icon: "x"}}

func (v *visit) planState(state string) ui.State {
	s := planTones[state]
	s.Text = v.say("web.plan." + state)
	return s
}

func planRows(v *visit, q query) (rows, error) {
	out, err := ask(v, app.ListPlans, dunning.PlanFilter{Paging: q.paging, State: stateOf(q.view), Customer: q.customer})
	if err != nil {
		return rows{}, err
	}
	r := ofCounted(out)
	for _, p := range out.Items {
		state := v.planState(p.State)
		next := ""
		for _, i := range p.Instalments {
			if i.Paid.Minor < i.Amount.Minor {
				next = ui.Day(v.ctx, i.DueOn)
				break
			}
		}
		r.lines = append(r.lines, row{id: p.ID, currency: p.Total.Currency, cells: map[string]cell{
			"customer": {ui.Cell{Text: p.Name, Small: p.Customer, Href: "/plans/" + escape(p.ID)}, p.Customer + " " + p.Name},
			"starts":   {ui.Cell{Text: v.dayOr(p.StartsOn), Soft: true}, p.StartsOn},
			"next_due": {ui.Cell{Text: next}, next},
			"state":    {ui.Cell{State: &state}, state.Text},
			"paid":     {ui.Cell{Text: ui.Money(v.ctx, p.Paid), Soft: p.Paid.Minor == 0}, p.Paid},
			"total":    {ui.Cell{Text: ui.Money(v.ctx, p.Total)}, p.Total},
		}})
	}
	return r, nil
}

// plan is the record of a payment plan: its instalments and what it covers.
func (v *visit) plan() error {
	l, err := ask(v, app.ShowPlan, dunning.ByPlan{ID: v.r.PathValue("id")})
	if err != nil {
		return err
	}
	facts, err := ask(v, app.PlanFacts, dunning.ByPlan{ID: l.ID})
	if err != nil {
		return err
	}
	state := v.planState(l.State)
	title := v.say("web.plan_of", "name", l.Name)
	p := recordPage{Head: ui.Heading{Title: title, State: &state, Crumbs: []ui.Link{{Href: "/plans", Text: v.say("web.plans")}}},
		Moments: v.happened(facts), Side: ui.Link{Href: v.caseOf(l.Customer), Text: l.Name}, Facts: []ui.Fact{{Name: v.say("web.col.customer"), Text: l.Customer}, {Name: v.say("web.col.starts"), Text: v.dayOr(l.StartsOn)},
			{Name: v.say("web.col.paid"), Text: ui.Money(v.ctx, l.Paid)}, {Name: v.say("web.total"), Text: ui.Money(v.ctx, l.Total), Total: true}}}
	for _, i := range l.Invoices {
		p.Facts = append(p.Facts, ui.Fact{Name: v.say("object.invoice"), Text: i, Href: v.invoiceLink(i)})
	}
	p.Grid = ui.Grid{Caption: v.say("web.part.dues"), Columns: []ui.Column{{Name: v.say("web.col.due"), Grow: true}, {Name: v.say("web.col.paid"), Num: true}, {Name: v.say("web.col.amount"), Num: true, Key: true}}}
	for _, i := range l.Instalments {
		p.Grid.Lines = append(p.Grid.Lines, ui.Line{ID: fmt.Sprint(i.N), Cells: []ui.Cell{{Text: ui.Day(v.ctx, i.DueOn), Small: v.say("web.promise.until", "day", ui.Day(v.ctx, i.Until))},
			{Text: ui.Money(v.ctx, i.Paid), Soft: i.Paid.Minor == 0}, {Text: ui.Money(v.ctx, i.Amount)}}})
	}
	p.Grid.Totals = [][]string{{v.say("web.total"), ui.Money(v.ctx, l.Paid), ui.Money(v.ctx, l.Total)}}
	of := about2("plan", l.ID)
	if l.State == "proposed" {
		p.Next = v.next(of, v.say("web.total_of", "amount", l.Total), "plan.accept")
	}
	if l.State == "proposed" || l.State == "accepted" || l.State == "active" {
		p.Actions = v.actions(of, "plan.cancel")
	}
	return v.show(title, recordBody(p))
}
