package web

import (
	"strings"

	"encaisse/app"
	"encaisse/o2c/order"
	"encaisse/web/ui"
)

// incompleteList are the orders that need somebody: each with its field, what
// is wrong with it and what to do.
var incompleteList = list{
	path: "/orders/incomplete", title: "web.incomplete", keys: "incomplete",
	columns: []column{{key: "number"}, {key: "customer"}, {key: "ordered"}, {key: "missing", grow: true}, {key: "total", num: true, sum: true}},
	rows:    incompleteRows,
}

func (v *visit) incomplete() error { return incompleteList.draw(v) }

func incompleteRows(v *visit, q query) (rows, error) {
	out, err := ask(v, app.Incompletes, q.paging)
	if err != nil {
		return rows{}, err
	}
	r := ofCounted(out)
	for _, o := range out.Items {
		var what []string
		for _, x := range o.Exceptions {
			what = append(what, x.Detail)
		}
		href := v.link2("/orders/{id}/amend", "/orders/"+escape(o.Number)+"/amend")
		if href == "" {
			href = "/orders/" + escape(o.Number)
		}
		r.lines = append(r.lines, row{id: o.Number, currency: o.Total.Currency, cells: map[string]cell{
			"number":   {ui.Cell{Text: o.Number, Href: href}, o.Number},
			"customer": v.who(o.Name, o.Customer),
			"ordered":  {ui.Cell{Text: ui.Day(v.ctx, o.OrderedOn), Soft: true}, o.OrderedOn},
			"missing":  {ui.Cell{Text: strings.Join(what, " "), Small: v.fieldsOf(o.Exceptions)}, strings.Join(what, " ")},
			"total":    {ui.Cell{Text: ui.Money(v.ctx, o.Total)}, o.Total},
		}})
	}
	return r, nil
}

// fieldsOf names the fields that exceptions are about.
func (v *visit) fieldsOf(list []order.Exception) string {
	var names []string
	for _, x := range list {
		parts := strings.Split(strings.Trim(x.Pointer, "/"), "/")
		name := parts[len(parts)-1]
		key := "web.field." + name
		if !sentences.Has(key) {
			key = "web.col." + map[string]string{"unit_price": "price", "discount_percent": "discount", "discount_amount": "discount", "sku": "item"}[name]
		}
		if sentences.Has(key) {
			names = append(names, v.say(key))
		}
	}
	return strings.Join(names, ", ")
}
