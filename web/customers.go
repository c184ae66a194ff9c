package web

import (
	"encaisse/app"
	"encaisse/base/day"
	"encaisse/base/money"
	"encaisse/o2c/listing"
	"encaisse/o2c/receivable"
	"encaisse/web/ui"
)

var customerList = list{
	path: "/customers", title: "web.customers", keys: "customers", begin: "/customers/new",
	views:   []string{"c-all", "c-bounced"},
	filters: []string{"q"},
	columns: []column{{key: "name", grow: true}, {key: "city"}, {key: "terms"}, {key: "state"}, {key: "limit", num: true}, {key: "unapplied", num: true}, {key: "late", num: true}, {key: "open", num: true, sum: true}},
	rows:    customerRows,
	mass:    []bulk{{command: "dunning.pause", shared: []string{"reason", "until"}}, {command: "portfolio.give", shared: []string{"collector"}}, {command: "credit.block", shared: []string{"reason"}}, {command: "credit.review", shared: []string{"next", "comment"}}},
}

func (v *visit) customers() error { return customerList.draw(v) }

func customerRows(v *visit, q query) (rows, error) {
	out, err := ask(v, app.CustomerRows, listing.CustomersIn{Paging: q.paging, Q: q.q, Bounced: q.view == "c-bounced"})
	if err != nil {
		return rows{}, err
	}
	r := rows{next: out.Next, count: out.Rows}
	amount := func(m money.Money) cell { return cell{ui.Cell{Text: ui.Money(v.ctx, m), Soft: m.Minor == 0}, m} }
	for _, c := range out.Items {
		state := v.customerState(c)
		limit := cell{ui.Cell{Text: v.say("web.unlimited"), Soft: true}, nil}
		if c.Limit != nil {
			limit = amount(*c.Limit)
		}
		r.lines = append(r.lines, row{id: c.Number, currency: c.Open.Currency, cells: map[string]cell{
			"name":      {ui.Cell{Text: c.Name, Small: c.Number, Href: v.link2("/customers/{id}", "/customers/"+escape(c.Number))}, c.Number + " " + c.Name},
			"city":      {ui.Cell{Text: c.City, Soft: true}, c.City},
			"terms":     {ui.Cell{Text: receivable.Terms(c.Terms).Describe(v.view.Lang), Soft: true}, receivable.Terms(c.Terms).Describe(v.view.Lang)},
			"state":     {ui.Cell{State: &state}, state.Text},
			"limit":     limit,
			"unapplied": amount(c.Unapplied),
			"late":      amount(c.Late),
			"open":      amount(c.Open),
		}})
	}
	return r, nil
}

func (v *visit) customerState(c listing.CustomerRow) ui.State {
	switch {
	case c.Blocked:
		return ui.State{Tone: "alert", Icon: "stop", Text: v.say("web.light.alert")}
	case c.Late.Minor > 0:
		return ui.State{Tone: "warn", Icon: "warn", Text: v.say("web.late")}
	case c.Limit != nil && c.Open.Minor > c.Limit.Minor:
		return ui.State{Tone: "warn", Icon: "gauge", Text: v.say("web.credit.over")}
	case c.Bounced:
		return ui.State{Tone: "warn", Icon: "undo", Text: v.say("web.view.c-bounced")}
	case c.Open.Minor > 0:
		return ui.State{Icon: "ring", Text: v.say("web.credit.open")}
	}
	return ui.State{Tone: "ok", Icon: "done", Text: v.say("web.settled")}
}

// dayOr is a day, or nothing where there is none.
func (v *visit) dayOr(d day.Day) string {
	if d.IsZero() {
		return ""
	}
	return ui.Day(v.ctx, d)
}
