package web

import (
	"fmt"

	"encaisse/app"
	"encaisse/o2c/charge"
	"encaisse/o2c/closing"
	"encaisse/o2c/listing"
	"encaisse/web/ui"
)

var chargeList = list{
	path: "/charges", title: "web.charges", keys: "charges",
	views:   []string{"h-all", "h-open", "h-settled", "h-waived"},
	filters: []string{"customer", "from", "to"},
	columns: []column{{key: "number", sort: byAge}, {key: "customer", grow: true}, {key: "issued", sort: byAge}, {key: "due"}, {key: "state"}, {key: "amount", num: true, sort: bySize}, {key: "waived", num: true}, {key: "open", num: true, sum: true}},
	rows:    chargeRows,
	sorts:   documentSorts,
}

func (v *visit) charges() error {
	l := chargeList
	if v.opens(toChargeList.path) {
		l.link = ui.Link{Href: toChargeList.path, Text: v.say(toChargeList.title)}
	}
	return l.draw(v)
}

func chargeRows(v *visit, q query) (rows, error) {
	out, err := ask(v, app.ChargeRows, listing.ChargesIn{Paging: q.paging, State: stateOf(q.view), Customer: q.customer, From: q.from, To: q.to, Sort: q.sort})
	if err != nil {
		return rows{}, err
	}
	r := rows{next: out.Next, sums: out.Sums, count: counted(out.Sums), many: out.Beyond}
	for _, c := range out.Items {
		state := v.chargeState(c)
		r.lines = append(r.lines, row{id: c.Number, currency: c.Total.Currency, cells: map[string]cell{
			"number":   {ui.Cell{Text: c.Number, Small: v.say("web.charge.why." + c.Why), Href: v.record("charge", c.Number)}, c.Number},
			"customer": v.who(c.Name, c.Customer),
			"issued":   {ui.Cell{Text: ui.Day(v.ctx, c.IssuedOn), Soft: true}, c.IssuedOn},
			"due":      {ui.Cell{Text: ui.Day(v.ctx, c.DueOn)}, c.DueOn},
			"state":    {ui.Cell{State: &state}, state.Text},
			"amount":   {ui.Cell{Text: ui.Money(v.ctx, c.Total)}, c.Total},
			"waived":   {ui.Cell{Text: ui.Money(v.ctx, c.Waived), Soft: c.Waived.Minor == 0}, c.Waived},
			"open":     {ui.Cell{Text: v.left(c.Open), Soft: c.Open.Minor == 0}, c.Open},
		}})
	}
	return r, nil
}

// chargeState is the state of a charge as people say it.
func (v *visit) chargeState(c listing.ChargeRow) ui.State {
	switch {
	case c.Open.Minor == 0 && c.Waived.Minor == c.Total.Minor:
		return ui.State{Icon: "x", Text: v.say("web.charge.waived")}
	case c.Open.Minor == 0:
		return ui.State{Tone: "ok", Icon: "done", Text: v.say("web.payment.paid")}
	case c.Late > 0:
		return ui.State{Tone: "warn", Icon: "warn", Text: v.say("web.late_days", "days", c.Late)}
	case c.Open.Minor < c.Total.Minor-c.Waived.Minor:
		return ui.State{Tone: "go", Icon: "half", Text: v.say("web.payment.partially_paid")}
	}
	return ui.State{Icon: "ring", Text: v.say("web.not_due")}
}

// charged is the record of a charge for lateness.
func (v *visit) charged() error {
	c, err := ask(v, app.ShowCharge, charge.ByID{ID: v.r.PathValue("id")})
	if err != nil {
		return err
	}
	facts, err := ask(v, app.ChargeFacts, charge.ByID{ID: c.ID})
	if err != nil {
		return err
	}
	late := 0
	if c.Open.Minor > 0 {
		late = max(v.today().Sub(c.DueOn), 0)
	}
	state := v.chargeState(listing.ChargeRow{Total: c.Total, Waived: c.Waived, Open: c.Open, Late: late})
	title, path := v.say("web.charge_of", "number", c.Number), "/charges/"+escape(c.Number)
	parts := []string{"lines", "waivers"}
	if v.may(app.ShowEntry.Entry) {
		parts = append(parts, "entries")
	}
	p := recordPage{
		Head:  ui.Heading{Title: title, State: &state, Crumbs: []ui.Link{{Href: "/charges", Text: v.say("web.charges")}, {Href: "/charges?customer=" + escape(c.Customer), Text: c.Customer}}},
		Files: []ui.Link{{Href: path + "/pdf", Text: v.say("web.pdf")}},
		Tabs:  v.tabs(path, map[string]int{"lines": len(c.Lines), "waivers": len(c.Waivers)}, parts...),
		Side:  v.customerLink(c.Customer),
		Facts: []ui.Fact{{Name: v.say("web.col.why"), Text: v.say("web.charge.why." + c.Why)}, {Name: v.say("web.col.issued"), Text: v.dayOr(c.IssuedOn)}, {Name: v.say("web.col.due"), Text: v.dayOr(c.DueOn)},
			{Name: v.say("web.charge.up_to"), Text: v.dayOr(c.UpTo)}, {Name: v.say("web.col.waived"), Text: ui.Money(v.ctx, c.Waived)}, {Name: v.say("web.col.open"), Text: ui.Money(v.ctx, c.Open), Total: true}},
		Moments: v.happened(facts),
	}
	switch v.part(parts...) {
	case "waivers":
		p.Grid = v.waivers(c)
		if len(c.Waivers) == 0 {
			p.Empty = &ui.EmptyPage{Kind: ui.Nothing, Title: v.say("web.empty.waivers"), Text: v.say("web.empty.waivers.why")}
		}
	case "entries":
		if p.Grid, err = v.chargeEntries(c); err != nil {
			return err
		}
	default:
		p.Grid, p.Foot = v.chargeLines(c.Lines), v.chargeSums(c)
	}
	v.chargeActions(&p, c, late)
	return v.show(title, recordBody(p))
}

// chargeActions are what may be done to a charge: what credit notes took back is
// proposed first, then it is to be paid.
func (v *visit) chargeActions(p *recordPage, c charge.View, late int) {
	of := about{"charge": c.Number, "customer": c.Customer}
	if p.Actions = v.actions(of, "penalty.send"); c.Open.Minor == 0 {
		return
	}
	p.Actions = append(p.Actions, v.actions(of, "penalty.waive", "statement.send", "contact.log")...)
	switch {
	case c.Proposed.Minor > 0 && v.mayDo("penalty.waive"):
		p.Next = v.next(about{"charge": c.Number, "part": "credited"}, v.say("web.charge.proposed", "amount", c.Proposed), "penalty.waive")
	case late > 0:
		p.Next = v.next(of, v.say("web.late_since", "days", late, "amount", c.Open), "contact.log")
	default:
		p.Next = v.next(of, v.say("web.charge.to_pay", "amount", c.Open, "day", ui.Day(v.ctx, c.DueOn)), "penalty.send")
	}
}

// chargeSums are what a charge is made of.
func (v *visit) chargeSums(c charge.View) (out []ui.Fact) {
	out = []ui.Fact{{Name: v.say("web.col.penalties"), Text: ui.Money(v.ctx, c.Penalties)}, {Name: v.say("web.col.indemnities"), Text: ui.Money(v.ctx, c.Indemnities)}}
	if c.Fees.Minor > 0 {
		out = append(out, ui.Fact{Name: v.say("web.charge.fees"), Text: ui.Money(v.ctx, c.Fees)})
	}
	return append(out, ui.Fact{Name: v.say("web.charge.total"), Text: ui.Money(v.ctx, c.Total), Total: true})
}

// chargeOutcome are the facts of a charge that is to be issued, or waived.
func (v *visit) chargeOutcome(c charge.View) (out []ui.Fact) {
	out = append([]ui.Fact{{Name: v.say("web.out.number"), Text: c.Number}, {Name: v.say("web.out.customer"), Text: c.Customer}, {Name: v.say("web.charge.up_to"), Text: v.dayOr(c.UpTo)}, {Name: v.say("web.out.due_on"), Text: v.dayOr(c.DueOn)}}, v.chargeSums(c)...)
	if c.Waived.Minor > 0 {
		out = append(out, ui.Fact{Name: v.say("web.col.waived"), Text: ui.Money(v.ctx, c.Waived)}, ui.Fact{Name: v.say("web.col.open"), Text: ui.Money(v.ctx, c.Open)})
	}
	return out
}

// chargeLines are what a charge counts: amounts of invoices over days at a rate,
// fixed amounts, fees of returned payments.
func (v *visit) chargeLines(list []charge.LineView) ui.Grid {
	g := ui.Grid{Caption: v.say("web.part.lines"), Columns: []ui.Column{{Name: v.say("web.steer.col.document"), Grow: true}, {Name: v.say("web.col.from")}, {Name: v.say("web.col.until")}, {Name: v.say("web.steer.col.days"), Num: true},
		{Name: v.say("web.col.rate"), Num: true}, {Name: v.say("web.charge.base"), Num: true}, {Name: v.say("web.col.amount"), Num: true, Key: true}}}
	for n, l := range list {
		cells := []ui.Cell{{Text: v.pieceName(l.Number), Small: v.say("web.enum." + l.Kind), Href: v.invoiceLink(l.Number)}, {}, {}, {}, {}, {}, {Text: ui.Money(v.ctx, l.Amount)}}
		if l.Kind == charge.Fee {
			cells[0].Href = v.record("payment", l.Document)
		}
		if l.From != nil && l.To != nil {
			cells[1], cells[2], cells[3] = ui.Cell{Text: ui.Day(v.ctx, *l.From), Soft: true}, ui.Cell{Text: ui.Day(v.ctx, *l.To), Soft: true}, ui.Cell{Text: ui.Number(v.ctx, l.Days)}
			cells[4], cells[5] = ui.Cell{Text: ui.Percent(v.ctx, l.Rate)}, ui.Cell{Text: ui.Money(v.ctx, l.Base)}
		}
		g.Lines = append(g.Lines, ui.Line{ID: fmt.Sprint(n), Cells: cells})
	}
	return g
}

func (v *visit) waivers(c charge.View) ui.Grid {
	g := ui.Grid{Caption: v.say("web.part.waivers"), Columns: []ui.Column{{Name: v.say("web.col.reason"), Grow: true}, {Name: v.say("web.col.amount"), Num: true, Key: true}}}
	for _, w := range c.Waivers {
		g.Lines = append(g.Lines, ui.Line{ID: w.ID, Cells: []ui.Cell{{Text: w.Reason, Href: v.link2("/entries/{fact}", "/entries/"+escape(w.Fact))}, {Text: ui.Money(v.ctx, w.Amount)}}})
	}
	if len(g.Lines) > 0 {
		g.Totals = [][]string{{v.say("web.total"), ui.Money(v.ctx, c.Waived)}}
	}
	return g
}

// chargeEntries are the lines that a charge and its waivers posted.
func (v *visit) chargeEntries(c charge.View) (ui.Grid, error) {
	g := ui.Grid{Caption: v.say("web.part.entries"), Columns: v.postedColumns(v.say("web.books.col.account"))}
	facts := []string{c.Fact}
	for _, w := range c.Waivers {
		facts = append(facts, w.Fact)
	}
	for _, fact := range facts {
		out, err := ask(v, app.ShowEntry, closing.EntryIn{Fact: fact})
		if err != nil {
			return g, err
		}
		for n, p := range out.Lines {
			g.Lines = append(g.Lines, v.posted(p, n, false))
		}
	}
	return g, nil
}
