package web

import (
	"fmt"
	"strings"

	"encaisse/app"
	"encaisse/base/money"
	"encaisse/base/words"
	"encaisse/o2c/invoice"
	"encaisse/web/ui"
)

// correct is the copy of an invoice to be corrected, filled in: the original
// stays as it is, the corrected one replaces it (384).
func (v *visit) correct() error {
	i, err := ask(v, app.ShowInvoice, invoice.ByID{ID: v.r.PathValue("id")})
	if err != nil {
		return err
	}
	p := v.correctPage(i, func(name, filled string) string { return filled })
	return v.show(p.Head.Title, linesBody(p))
}

func (v *visit) correctPage(i invoice.View, value func(name, filled string) string) linesPage {
	path := "/invoices/" + escape(i.Number)
	p := linesPage{Head: ui.Heading{Title: v.say("web.correct", "number", i.Number), Crumbs: []ui.Link{{Href: "/invoices", Text: v.say("web.invoices")}, {Href: path, Text: i.Number}}}, Path: path + "/correct", Back: path,
		Lead: v.say("web.correct.lead"), Once: v.app.DB.NewID().Text("key"), Do: v.say("web.correct.do"), Icon: "pen",
		Columns: []ui.Column{{Name: v.say("web.col.item"), Grow: true}, {Name: v.say("web.col.net"), Num: true}, {Name: v.say("web.col.name")}, {Name: v.say("web.col.quantity"), Num: true}, {Name: v.say("web.col.price"), Num: true}}}
	for _, l := range i.Lines {
		p.Lines = append(p.Lines, editedLine{Name: l.Name, SKU: l.SKU, Cells: []string{ui.Money(v.ctx, l.Net)}, Inputs: []ui.Input{
			v.lineInput("n", l.N, v.say("web.name_of", "name", l.Name), value(fmt.Sprint("n", l.N), l.Name), "line"),
			v.lineInput("q", l.N, v.say("web.quantity_of", "name", l.Name), value(fmt.Sprint("q", l.N), l.Quantity.String()), "amount"),
			v.lineInput("p", l.N, v.say("web.price_of", "name", l.Name), value(fmt.Sprint("p", l.N), l.UnitPrice.String()), "amount")}})
	}
	p.Fields = []ui.Input{{Name: "terms", Label: v.say("web.field.terms"), Value: value("terms", i.Terms), Hint: v.say("web.correct.terms")}, {Name: "reason", Label: v.say("web.field.reason"), Value: value("reason", "")},
		{Name: "retax", Label: v.say("web.correct.retax"), Kind: "check", Value: value("retax", "")}}
	return p
}

// correctDone previews the corrected invoice, or issues it: only what differs
// from the original is said to the command.
func (v *visit) correctDone() error {
	i, err := ask(v, app.ShowInvoice, invoice.ByID{ID: v.r.PathValue("id")})
	if err != nil {
		return err
	}
	p := v.correctPage(i, func(name, _ string) string { return v.r.PostFormValue(name) })
	p.Once = v.r.PostFormValue("key")
	in := invoice.ToCorrect{ID: i.Number, Reason: strings.TrimSpace(v.r.PostFormValue("reason")), Retax: v.r.PostFormValue("retax") == "true"}
	if terms := strings.TrimSpace(v.r.PostFormValue("terms")); terms != i.Terms {
		in.Terms = terms
	}
	for _, l := range i.Lines {
		c, changed := invoice.Correction{N: l.N}, false
		if name := strings.TrimSpace(v.r.PostFormValue(fmt.Sprint("n", l.N))); name != "" && name != l.Name {
			c.Name, changed = &name, true
		}
		var q money.Quantity
		if text := words.Untyped(v.r.PostFormValue(fmt.Sprint("q", l.N))); text != "" && q.UnmarshalText([]byte(text)) == nil && q != l.Quantity {
			c.Quantity, changed = &q, true
		}
		var price money.Price
		if text := words.Untyped(v.r.PostFormValue(fmt.Sprint("p", l.N))); text != "" && price.UnmarshalText([]byte(text)) == nil && price != l.UnitPrice {
			c.UnitPrice, changed = &price, true
		}
		if changed {
			in.Lines = append(in.Lines, c)
		}
	}
	return v.linesDone(p, app.CorrectInvoice.Entry, &in, func(out any) string { return out.(invoice.CorrectionView).New.Number }, func(out any) []ui.Fact {
		c := out.(invoice.CorrectionView)
		return []ui.Fact{{Name: v.say("web.correct.old"), Text: ui.Money(v.ctx, c.Old.Total)}, {Name: v.say("web.correct.difference"), Text: ui.Money(v.ctx, c.Total)}, {Name: v.say("web.correct.moved"), Text: ui.Money(v.ctx, c.MovedMoney)},
			{Name: v.say("web.correct.freed"), Text: ui.Money(v.ctx, c.Unapplied)}, {Name: v.say("web.correct.new"), Text: ui.Money(v.ctx, c.New.Total), Total: true}}
	})
}
