package web

import (
	"fmt"
	"net/url"
	"strconv"

	"encaisse/app"
	"encaisse/base/money"
	"encaisse/o2c/insight"
	"encaisse/web/ui"
)

// agedHref is the documents behind a figure of the aged balance: of a column, a
// customer, or both, on the day and as known when the balance is.
func (v *visit) agedHref(in insight.AgesIn, bucket, customer string) string {
	values := url.Values{}
	if bucket != "" {
		values.Set("bucket", bucket)
	}
	if customer != "" {
		values.Set("customer", customer)
	}
	if !in.Day.IsZero() {
		values.Set("as_of", in.Day.String())
	}
	if in.Known > 0 {
		values.Set("known", fmt.Sprint(in.Known))
	}
	return "/aging/documents?" + values.Encode()
}

// agingDocuments are the documents that sum to a figure of the aged balance.
func (v *visit) agingDocuments() error {
	in, problem := v.agesAsked()
	if problem != nil {
		return problem
	}
	get := v.r.URL.Query().Get
	in.Customer = get("customer")
	out, err := ask(v, app.ShowAging, in)
	if err != nil {
		return err
	}
	g := ui.Grid{Caption: v.say("web.aged_documents"), Columns: []ui.Column{{Name: v.say("web.col.number"), Grow: true}, {Name: v.say("web.col.customer")}, {Name: v.say("web.col.due")}, {Name: v.say("web.col.age")}, {Name: v.say("web.col.open"), Num: true, Key: true}}}
	var sum money.Amount
	for _, b := range out.Buckets {
		if asked := get("bucket"); asked != "" && asked != b.Key {
			continue
		}
		for n, d := range b.Documents {
			sum += d.Amount.Minor
			href := v.invoiceLink(d.Number)
			if d.Payment != "" {
				href = v.link2("/payments/{id}", "/payments/"+escape(d.Payment))
			}
			g.Lines = append(g.Lines, ui.Line{ID: fmt.Sprint(b.Key, n), Cells: []ui.Cell{{Text: d.Number, Href: href}, {Text: d.Customer, Href: v.link2("/customers/{id}", "/customers/"+escape(d.Customer))},
				{Text: ui.Day(v.ctx, d.On)}, {Text: v.say("age." + b.Key)}, v.summedOf(d.Amount, d.Own)}})
		}
	}
	g.Totals = [][]string{{v.say("web.total_rows", "n", len(g.Lines)), "", "", "", ui.Money(v.ctx, sum.In(out.Currency))}}
	title := v.say("web.aged_documents")
	back := "/aging"
	if !in.Day.IsZero() {
		back += "?as_of=" + in.Day.String()
	}
	p := agingPage{Head: ui.Heading{Title: title, Sub: v.say("web.on_day", "day", ui.Day(v.ctx, out.AsOf)), Crumbs: []ui.Link{{Href: back, Text: v.say("web.aging")}}}, Grid: g}
	if len(g.Lines) == 0 {
		p.Empty = &ui.EmptyPage{Kind: ui.NoResult, Title: v.say("web.empty.done"), Text: v.say("web.empty.aging"), Href: back, Label: v.say("web.aging")}
	}
	return v.show(title, agedBody(p))
}

// summedOf is what of a document a figure sums; its own amount is under it when that
// is in another currency.
func (v *visit) summedOf(amount, own money.Money) ui.Cell {
	cell := ui.Cell{Text: ui.Money(v.ctx, amount)}
	if own.Currency != amount.Currency {
		cell.Small = ui.Money(v.ctx, own)
	}
	return cell
}

// known is the seal number that the address says.
func (v *visit) known() int64 {
	n, err := strconv.ParseInt(v.r.URL.Query().Get("known"), 10, 64)
	if err != nil {
		return 0
	}
	return max(n, 0)
}
