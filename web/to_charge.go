package web

import (
	"encaisse/app"
	"encaisse/base/money"
	"encaisse/o2c/charge"
	"encaisse/o2c/listing"
	"encaisse/web/ui"
)

// toChargeList is what would be charged today: a row a customer and currency.
var toChargeList = list{
	path: "/to-charge", title: "web.to_charge", keys: "to_charge",
	filters: []string{"customer"},
	columns: []column{{key: "customer", grow: true}, {key: "charged_for", num: true}, {key: "penalties", num: true}, {key: "indemnities", num: true}, {key: "amount", num: true, sum: true}},
	rows:    toChargeRows,
	mass:    []bulk{{command: "penalty.charge"}},
}

func (v *visit) toCharge() error {
	l := toChargeList
	if v.opens(chargeList.path) {
		l.link = ui.Link{Href: chargeList.path, Text: v.say(chargeList.title)}
	}
	return l.draw(v)
}

func toChargeRows(v *visit, q query) (rows, error) {
	out, err := ask(v, app.ToCharge, charge.UnchargedIn{Paging: q.paging, Customer: q.customer})
	if err != nil {
		return rows{}, err
	}
	r := rows{next: out.Next, plain: true}
	for _, d := range out.Items {
		name := v.who(d.Name, d.Customer)
		href := v.link2("/to-charge/{id}", "/to-charge/"+escape(d.Customer))
		r.lines = append(r.lines, row{id: d.Customer + " currency=" + string(d.Total.Currency), currency: d.Total.Currency, cells: map[string]cell{
			"customer":    name,
			"charged_for": {ui.Cell{Text: ui.Number(v.ctx, d.Invoices), Href: href}, d.Invoices},
			"penalties":   {ui.Cell{Text: ui.Money(v.ctx, d.Penalties), Soft: d.Penalties.Minor == 0}, d.Penalties},
			"indemnities": {ui.Cell{Text: ui.Money(v.ctx, d.Indemnities), Soft: d.Indemnities.Minor == 0}, d.Indemnities},
			"amount":      {ui.Cell{Text: ui.Money(v.ctx, d.Total), Href: href}, d.Total},
		}})
	}
	if out.Next == nil && q.paging.Cursor == "" { // else the run says what all of them come to
		r.sums = sumsOf(out.Items)
	}
	return r, nil
}

// sumsOf is what charges to be made come to, in each currency.
func sumsOf(list []charge.Due) (out []listing.Sum) {
	at := map[money.Currency]int{}
	for _, d := range list {
		i, known := at[d.Total.Currency]
		if !known {
			i = len(out)
			at[d.Total.Currency], out = i, append(out, listing.Sum{Currency: d.Total.Currency, Total: money.Amount(0).In(d.Total.Currency)})
		}
		out[i].Rows++
		out[i].Total.Minor += d.Total.Minor
	}
	return out
}

// wouldCharge is what a customer would be charged today, line by line.
func (v *visit) wouldCharge() error {
	out, err := ask(v, app.ToCharge, charge.UnchargedIn{Customer: v.r.PathValue("id")})
	if err != nil {
		return err
	}
	b := board{Head: ui.Heading{Title: v.say("web.to_charge"), Crumbs: []ui.Link{{Href: toChargeList.path, Text: v.say(toChargeList.title)}}}}
	for _, d := range out.Items {
		b.Head.Title, b.Head.Sub = v.say("web.to_charge.of", "name", d.Name), v.say("web.to_charge.up_to", "day", ui.Day(v.ctx, d.UpTo))
		g := v.chargeLines(d.Lines)
		g.Totals = [][]string{{v.say("web.total"), "", "", "", "", "", ui.Money(v.ctx, d.Total)}}
		b.Parts = append(b.Parts, part{ID: "h-" + string(d.Total.Currency), Title: v.say("web.part.lines"), Sub: v.say("web.to_charge.sub", "n", d.Invoices, "amount", d.Total), Grid: &g})
		if v.mayDo("penalty.charge") {
			b.Buttons = append(b.Buttons, actionLink{actions["penalty.charge"].href("penalty.charge", about{"customer": d.Customer, "currency": string(d.Total.Currency)}), actions["penalty.charge"].icon,
				v.say("web.to_charge.do", "amount", d.Total)})
		}
	}
	if len(out.Items) == 0 {
		b.Parts = []part{{ID: "h-lines", Title: v.say("web.part.lines"), Empty: &ui.EmptyPage{Kind: ui.Done, Title: v.say("web.empty.to_charge"), Text: v.say("web.empty.to_charge.why"), Href: chargeList.path, Label: v.say(chargeList.title)}}}
	}
	return v.board(b, nil)
}
