package web

import (
	"encaisse/app"
	"encaisse/o2c/receivable"
	"encaisse/web/ui"
)

var disputeList = list{
	path: "/disputes", title: "web.disputes", keys: "disputes",
	views:   []string{"d-open", "d-in_review", "d-accepted", "d-partially_accepted", "d-rejected", "d-closed", "d-all"},
	filters: []string{"customer"},
	columns: []column{{key: "number"}, {key: "customer", grow: true}, {key: "reason"}, {key: "opened"}, {key: "owner"}, {key: "state"}, {key: "credited_sum", num: true}, {key: "contested", num: true, sum: true}},
	rows:    disputeRows,
}

func (v *visit) disputes() error { return disputeList.draw(v) }

var disputeTones = map[string]ui.State{"open": {Tone: "warn", Icon: "scales"}, "in_review": {Tone: "go", Icon: "eye"}, "accepted": {Tone: "ok", Icon: "done"},
	"partially_accepted": {Tone: "ok", Icon: "half"}, "rejected": {Icon: "x"}, "closed": {Icon: "lock"}}

func (v *visit) disputeState(state string) ui.State {
	s := disputeTones[state]
	s.Text = v.say("web.dispute." + state)
	return s
}

func disputeRows(v *visit, q query) (rows, error) {
	out, err := ask(v, app.ListDisputes, receivable.DisputeFilter{Paging: q.paging, State: stateOf(q.view), Customer: q.customer})
	if err != nil {
		return rows{}, err
	}
	r := ofCounted(out)
	for _, d := range out.Items {
		state := v.disputeState(d.State)
		age := ui.Days(v.ctx, v.today().Sub(d.OpenedOn))
		r.lines = append(r.lines, row{id: d.ID, currency: d.Currency, cells: map[string]cell{
			"number":       {ui.Cell{Text: d.Invoice, Href: "/disputes/" + escape(d.ID)}, d.Invoice},
			"customer":     v.who(d.Name, d.Customer),
			"reason":       {ui.Cell{Text: v.say("web.enum." + d.Reason)}, v.say("web.enum." + d.Reason)},
			"opened":       {ui.Cell{Text: ui.Day(v.ctx, d.OpenedOn), Small: age}, d.OpenedOn},
			"owner":        {ui.Cell{Text: d.Owner}, d.Owner},
			"state":        {ui.Cell{State: &state}, state.Text},
			"credited_sum": {ui.Cell{Text: ui.Money(v.ctx, d.Credited), Soft: d.Credited.Minor == 0}, d.Credited},
			"contested":    {ui.Cell{Text: ui.Money(v.ctx, d.Amount)}, d.Amount},
		}})
	}
	return r, nil
}
