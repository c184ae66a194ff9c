package paper

import (
	"slices"

	"encaisse/base/money"
	"encaisse/base/words"
)

// lines sets the lines of the document.
func (p *page) lines() {
	if p.d.Kind == DeliveryNote {
		p.goods()
		return
	}
	has := func(f func(Line) bool) bool { return slices.ContainsFunc(p.d.Lines, f) }
	discounts, taxes := has(func(l Line) bool { return l.Discount != "" }), has(func(l Line) bool { return l.Tax != "" })
	columns := []column{{title: p.say("item")}, {p.say("quantity"), true}, {p.say("unit_price"), true}}
	if discounts {
		columns = append(columns, column{p.say("discount"), true})
	}
	if taxes {
		columns = append(columns, column{p.say("rate"), true})
	}
	columns = append(columns, column{p.say("net", "currency", mark(p.d)), true})
	p.table(columns, p.rows(func(l Line, running money.Amount) row {
		price, under := l.UnitPrice, l.SKU
		if l.Before != 0 {
			price, under = l.Before, join(" · ", under, p.say("included", "price", words.Number(p.d.Language, l.UnitPrice)))
		}
		cells := []string{l.Name, p.quantity(l.Quantity, l.Unit), words.Number(p.d.Language, price)}
		if discounts {
			cells = append(cells, l.Discount)
		}
		if taxes {
			cells = append(cells, l.Tax)
		}
		return row{cells: append(cells, p.bare(l.Net)), under: under, carried: p.bare(running)}
	}), p.settleHigh())
}

// mark is the sign of the currency.
func mark(d Document) string {
	switch {
	case d.Currency == "EUR":
		return "€"
	case d.Currency == "CAD" && d.Language != words.French, d.Currency == "USD" && d.Language == words.English:
		return "$"
	}
	return string(d.Currency)
}

// rows are the lines under the titles of their groups.
func (p *page) rows(f func(l Line, running money.Amount) row) []row {
	var out []row
	var running money.Amount
	for _, l := range p.d.Lines {
		for _, g := range p.d.Groups {
			if g.From == l.N {
				r := row{cells: []string{g.Title}, heading: true}
				if running != 0 {
					r.carried = p.bare(running)
				}
				out = append(out, r)
			}
		}
		running += l.Net
		out = append(out, f(l, running))
	}
	return out
}

// quantity with its unit; pieces are not named.
func (p *page) quantity(q money.Quantity, unit string) string {
	s := words.Number(p.d.Language, q)
	if unit == "" || unit == "unit" {
		return s
	}
	return s + "\u00a0" + words.Unit(p.d.Language, q, unit)
}

// goods are the lines of a delivery note: what left, of what, what follows.
func (p *page) goods() {
	left := slices.ContainsFunc(p.d.Lines, func(l Line) bool { return l.Left != 0 })
	columns := []column{{title: p.say("item")}, {p.say("ordered"), true}, {p.say("delivered"), true}}
	if left {
		columns = append(columns, column{p.say("to_follow"), true})
	}
	p.table(columns, p.rows(func(l Line, _ money.Amount) row {
		cells := []string{l.Name, p.quantity(l.Of, l.Unit), p.quantity(l.Quantity, l.Unit)}
		if left {
			cells = append(cells, p.quantity(l.Left, l.Unit))
		}
		return row{cells: cells, under: l.SKU}
	}), signature+20+min(p.notesHigh(), mostNotes))
}

// lateness are the lines of a charge: on what, over which days, at which rate.
func (p *page) lateness() {
	columns := []column{{title: p.say("item")}, {p.say("late.base"), true}, {p.say("late.days"), true}, {p.say("late.rate"), true}, {p.say("late.amount", "currency", mark(p.d)), true}}
	var rows []row
	var running money.Amount
	for _, l := range p.d.Late {
		running += l.Amount
		r := row{cells: []string{l.Name, "", "", "", p.bare(l.Amount)}, carried: p.bare(running)}
		if !l.From.IsZero() {
			r.under = p.say("from_to", "from", l.From, "to", l.To)
			r.cells[1], r.cells[2], r.cells[3] = p.bare(l.Base), words.Number(p.d.Language, l.Days), words.Percentage(p.d.Language, l.Rate)
		}
		rows = append(rows, r)
	}
	p.table(columns, rows, p.settleHigh())
}

// account sets the movements of a statement and the balance after each.
func (p *page) account() {
	a := p.d.Account
	columns := []column{{title: p.say("movement")}, {p.say("date"), true}, {p.say("due"), true}, {p.say("debit"), true}, {p.say("credit"), true},
		{p.say("balance", "currency", mark(p.d)), true}}
	rows := []row{{cells: []string{p.say("opening"), p.date(a.From), "", "", "", p.bare(a.Opening)}, carried: p.bare(a.Opening)}}
	for _, m := range a.Movements {
		debit, credit := p.bare(m.Amount), ""
		if m.Amount < 0 {
			debit, credit = "", p.bare(-m.Amount)
		}
		rows = append(rows, row{cells: []string{join(" ", m.What, m.Number), p.date(m.Day), p.date(m.DueOn), debit, credit, p.bare(m.Balance)},
			carried: p.bare(m.Balance)})
	}
	p.table(columns, rows, p.settleHigh())
}
