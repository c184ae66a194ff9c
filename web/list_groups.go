package web

import (
	"net/url"

	"encaisse/app"
	"encaisse/base/day"
	"encaisse/o2c/listing"
	"encaisse/web/ui"
)

// groups are what the rows of a filter come to, group by group.
type groups struct {
	list   []listing.Group
	sums   []listing.Sum
	beyond bool
}

// groupings are the ways the rows may be grouped.
func (l list) groupings(v *visit, q query) (out []choice) {
	for _, g := range l.groups {
		if g == "state" && (q.view == "open" || q.view == "overdue") {
			continue
		}
		out = append(out, choice{Key: l.with(q, "group", g), Name: v.say("web.group." + g), On: q.group == g})
	}
	if q.group != "" {
		out = append(out, choice{Key: l.with(q, "group", ""), Name: v.say("web.group.none")})
	}
	return out
}

// drawGroups is the list by groups: each leads to its rows.
func (l list) drawGroups(v *visit, q query) error {
	g, err := l.grouped(v, q)
	if err != nil {
		return err
	}
	p := l.page(v, q, rows{})
	p.Grouped, p.Bulks, p.All, p.Columns = true, nil, "", nil
	p.Grid, p.Pager = l.groupGrid(v, q, g), ui.Paging{Info: v.say("web.of_groups", "n", len(g.list))}
	p.Exports = []ui.Link{{Href: l.with(q, "format", "csv"), Text: v.say("web.export_all", "format", "CSV")}, {Href: l.with(q, "format", "xlsx"), Text: v.say("web.export_all", "format", "XLSX")}}
	switch {
	case g.beyond:
		p.Empty = &ui.EmptyPage{Kind: ui.NoResult, Title: v.say("web.too_wide"), Text: v.say("web.too_wide.why"), Href: l.with(q, "group", ""), Label: v.say("web.group.none")}
	case len(g.list) > 0:
		p.Empty = nil
	}
	return v.show(p.Head.Title, listBody(p))
}

func (l list) groupGrid(v *visit, q query, g groups) ui.Grid {
	grid := ui.Grid{Caption: v.say(l.title), Columns: []ui.Column{{Name: v.say("web.group." + q.group), Grow: true}, {Name: v.say("web.col.rows"), Num: true}, {Name: v.say("web.col.total"), Num: true},
		{Name: v.say("web.left." + l.keys), Num: true, Key: true}}}
	for _, x := range g.list {
		href, name, small := l.groupOf(v, q, x)
		grid.Lines = append(grid.Lines, ui.Line{ID: x.Key, Cells: []ui.Cell{{Text: name, Small: small, Href: href}, {Text: ui.Number(v.ctx, x.Rows)}, {Text: ui.Money(v.ctx, x.Total)},
			{Text: ui.Money(v.ctx, x.Left), Soft: x.Left.Minor == 0}}})
	}
	for _, s := range g.sums {
		grid.Totals = append(grid.Totals, []string{v.say("web.total_rows", "n", s.Rows), ui.Number(v.ctx, s.Rows), ui.Money(v.ctx, s.Total), ui.Money(v.ctx, s.Left)})
	}
	return grid
}

// groupOf is a group's name, and the address of its rows.
func (l list) groupOf(v *visit, q query, g listing.Group) (href, name, small string) {
	bare := q
	bare.raw = clone(q.raw)
	bare.raw.Del("group")
	switch q.group {
	case "customer":
		return l.with(bare, "customer", g.Key), g.Name, g.Key
	case "month":
		first, err := day.Parse(g.Key)
		if err != nil {
			return "", g.Key, ""
		}
		bare.raw.Set("from", max(first, q.from).String())
		last := first.MonthEnd()
		if !q.to.IsZero() {
			last = min(last, q.to)
		}
		return l.with(bare, "to", last.String()), ui.Month(v.ctx, first), ""
	}
	if l.stateView == nil {
		return "", v.say("state." + g.Key), ""
	}
	name, view := l.stateView(v, g.Key)
	return l.with(bare, "view", view), name, ""
}

func clone(values url.Values) url.Values {
	out := url.Values{}
	for k, list := range values {
		out[k] = list
	}
	return out
}

// groupFile is the groups as a file.
func (l list) groupFile(v *visit, q query) error {
	g, err := l.grouped(v, q)
	if err != nil {
		return err
	}
	headers := []string{v.say("web.group." + q.group), v.say("web.col.name"), v.say("web.col.rows"), v.say("web.col.total"), v.say("web.left." + l.keys), v.say("web.col.currency")}
	var out [][]any
	for _, x := range g.list {
		_, name, _ := l.groupOf(v, q, x)
		out = append(out, []any{x.Key, name, x.Rows, x.Total, x.Left, x.Total.Currency})
	}
	return v.table(q.raw.Get("format"), l.name()+"-"+q.group+"-"+v.today().String(), v.say(l.title), headers, out)
}

func orderGroups(v *visit, q query) (groups, error) {
	in := listing.OrderGroupsIn{By: q.group, Customer: q.customer, From: q.from, To: q.to}
	if q.view != "all" {
		in.State = q.view
	}
	out, err := ask(v, app.OrderGroups, in)
	return groups{out.Groups, out.Sums, out.Beyond}, err
}

func invoiceGroups(v *visit, q query) (groups, error) {
	out, err := ask(v, app.InvoiceGroups, listing.InvoiceGroupsIn{By: q.group, View: q.view, Customer: q.customer, From: q.from, To: q.to})
	return groups{out.Groups, out.Sums, out.Beyond}, err
}

// orderStateView and invoiceTypeView are the views of the lists that show a
// group by state.
func orderStateView(v *visit, state string) (name, view string) {
	return v.say("state." + state), state
}

func invoiceTypeView(v *visit, typ string) (name, view string) {
	view = map[string]string{"380": "invoices", "384": "invoices", "381": "credits", "386": "deposits"}[typ]
	if view == "" {
		return typ, ""
	}
	return v.say("web.view." + view), view
}
