package web

import (
	"encaisse/app"
	"encaisse/o2c/listing"
	"encaisse/web/ui"
)

var orderList = list{
	path: "/orders", title: "web.orders", keys: "orders", begin: "/orders/new",
	views:   append([]string{"all"}, orderStates...),
	filters: []string{"customer", "from", "to"},
	columns: []column{{key: "number", sort: byAge}, {key: "customer", grow: true}, {key: "ordered", sort: byAge}, {key: "promised"}, {key: "po"}, {key: "state"}, {key: "remainder", num: true}, {key: "total", num: true, sum: true, sort: bySize}},
	rows:    orderRows,
	sorts:   documentSorts,
	groups:  []string{"customer", "month", "state"}, grouped: orderGroups, stateView: orderStateView,
	mass: []bulk{{command: "order.confirm"}, {command: "order.release", shared: []string{"comment"}}, {command: "shipping.plan", shared: []string{"ship"}}, {command: "invoice.issue"},
		{command: "order.retry"}, {command: "order.hold", shared: []string{"reason"}}, {command: "order.cancel", shared: []string{"reason"}}},
}

// The orders that lists of documents are asked in; the first is the usual one.
var (
	documentSorts = []string{"newest", "oldest", "largest", "smallest"}
	byAge         = [2]string{"newest", "oldest"}
	bySize        = [2]string{"largest", "smallest"}
)

func (v *visit) orders() error { return orderList.draw(v) }

func orderRows(v *visit, q query) (rows, error) {
	in := listing.OrdersIn{Paging: q.paging, Customer: q.customer, From: q.from, To: q.to, Sort: q.sort}
	if q.view != "all" {
		in.State = q.view
	}
	out, err := ask(v, app.OrderRows, in)
	if err != nil {
		return rows{}, err
	}
	r := rows{next: out.Next, sums: out.Sums, count: counted(out.Sums), many: out.Beyond}
	for _, o := range out.Items {
		state := v.orderState(o.State)
		why := ""
		if o.State == "credit_hold" && len(o.Hold) > 0 {
			why = v.rule(o.Hold[0])
		}
		r.lines = append(r.lines, row{id: o.Number, currency: o.Total.Currency, cells: map[string]cell{
			"number":    {ui.Cell{Text: o.Number, Href: "/orders/" + escape(o.Number)}, o.Number},
			"customer":  v.who(o.Name, o.Customer),
			"ordered":   {ui.Cell{Text: ui.Day(v.ctx, o.OrderedOn), Soft: true}, o.OrderedOn},
			"promised":  {ui.Cell{Text: v.dayOr(o.PromisedOn)}, o.PromisedOn},
			"po":        {ui.Cell{Text: o.PONumber}, o.PONumber},
			"state":     {ui.Cell{State: &state, Small: why}, withWhy(state.Text, why)},
			"remainder": {ui.Cell{Text: ui.Money(v.ctx, o.Remainder), Soft: o.Remainder.Minor == 0}, o.Remainder},
			"total":     {ui.Cell{Text: ui.Money(v.ctx, o.Total)}, o.Total},
		}})
	}
	return r, nil
}

var orderSigns = map[string][2]string{"draft": {"", "draft"}, "credit_hold": {"alert", "stop"}, "confirmed": {"", "ring"}, "released": {"go", "half"},
	"closed": {"ok", "done"}, "cancelled": {"", "x"}}

func (v *visit) orderState(state string) ui.State {
	sign := orderSigns[state]
	return ui.State{Tone: sign[0], Icon: sign[1], Text: v.say("state." + state)}
}

// rule is a credit rule that failed, in words.
func (v *visit) rule(code string) string {
	if key := "credit.rule." + code; v.app.Texts.Has(key) {
		return v.app.Texts.Say(v.view.Lang, key)
	}
	return code
}
