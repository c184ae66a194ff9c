package web

import (
	"encaisse/base/refuse"
	"encaisse/web/ui"
)

// designPage is one of each component, with values that are made up.
type designPage struct {
	Tones  []string
	States []ui.State
	Fields []ui.Input
	Grid   ui.Grid
	Bars   []ui.Bar
	Credit ui.ExposureBar
	Thread []ui.Stage
	Time   []ui.Moment
	Icons  []string
}

// design shows every component on one page, for who makes the next one.
func (v *visit) design() error {
	if !v.options.Dev && len(v.options.Demo) == 0 {
		return refuse.New(refuse.Missing, "input.route", "path", v.r.URL.Path)
	}
	s := ui.Surroundings{Title: v.say("web.design"), User: "Nora Caille", Role: v.say("role.sales"), Here: "/design", Entity: "Exemple",
		Menu: []ui.MenuItem{{Icon: "home", Text: v.say("web.home"), Href: "/"}, {Icon: "gear", Text: v.say("web.design"), Href: "/design", On: true, Open: true,
			Items: []ui.MenuItem{{Text: v.say("web.design"), Href: "/design", On: true}}}}}
	return v.write(200, ui.Shell(s), designBody(v.samples()))
}

func (v *visit) samples() designPage {
	paid := ui.State{Tone: "ok", Icon: "done", Text: v.say("web.payment.paid")}
	late := ui.State{Tone: "warn", Icon: "warn", Text: v.say("web.late")}
	open := ui.State{Icon: "ring", Text: v.say("web.not_due")}
	held := ui.State{Tone: "alert", Icon: "stop", Text: v.say("state.credit_hold")}
	row := func(n, who, due, amount string, s ui.State) ui.Line {
		return ui.Line{ID: n, Cells: []ui.Cell{{Text: n, Href: "/design"}, {Text: who}, {Text: due}, {State: &s}, {Text: amount}}}
	}
	return designPage{
		Tones:  []string{"paper", "sheet", "sunk", "rule", "edge", "ink", "ink-2", "accent", "accent-wash", "ok", "ok-wash", "warn", "warn-wash", "alert", "alert-wash"},
		States: []ui.State{{Icon: "draft", Text: v.say("state.draft")}, open, late, held, paid},
		Fields: []ui.Input{
			{Name: "d1", Label: v.say("web.col.po"), Value: "BC-77120", Hint: v.say("web.design.hint")},
			{Name: "d2", Label: v.say("web.col.amount"), Kind: "amount", Value: "6 200,00", Required: true, Errors: []string{v.say("web.design.error")}},
			{Name: "d3", Label: v.say("web.col.state"), Kind: "select", Required: true, Value: "b", Options: []ui.Option{{Value: "a", Text: v.say("state.draft")}, {Value: "b", Text: v.say("state.confirmed")}}},
			{Name: "d4", Label: v.say("web.col.due"), Kind: "date", Value: "2026-11-21"},
			{Name: "d5", Label: v.say("web.design.check"), Kind: "check", Value: "true"},
		},
		Grid: ui.Grid{Caption: v.say("web.invoices"), Ticks: true,
			Columns: []ui.Column{{Name: v.say("web.col.number"), Sorted: "dn", Href: "/design"}, {Name: v.say("web.col.customer"), Grow: true}, {Name: v.say("web.col.due")},
				{Name: v.say("web.col.state")}, {Name: v.say("web.col.amount"), Num: true, Key: true}},
			Lines: []ui.Line{row("FA-2026-002499", "Auberge du Pont-Gris", "6 nov. 2026", "7 016,40 €", late), row("FA-2026-002512", "Hôtels Mirabeline", "24 nov. 2026", "4 800,00 €", open),
				row("FA-2026-002513", "Traiteur Pique-Prune", "2 nov. 2026", "3 960,00 €", paid)},
			Totals: [][]string{{v.say("web.total"), "", "", "", "15 776,40 €"}}},
		Bars: []ui.Bar{{Text: v.say("age.not_due"), Amount: "1 069 504,27 €", Share: "83,3 %", Width: "100", Sum: true},
			{Text: v.say("age.1-30"), Amount: "118 240,50 €", Share: "9,2 %", Width: "11", Late: true}, {Text: v.say("age.31-60"), Amount: "52 318,90 €", Share: "4,1 %", Width: "5", Late: true}},
		Credit: ui.ExposureBar{Label: "63 800 / 60 000", At: "94", Parts: []ui.ExposurePart{
			{Class: "s1", X: "0", Width: "66", Text: v.say("web.credit.open"), Amount: "42 000,00 €"}, {Class: "s2", X: "66", Width: "10", Text: v.say("web.credit.unbilled"), Amount: "6 000,00 €"},
			{Class: "s3", X: "76", Width: "18", Text: v.say("web.credit.ordered"), Amount: "11 000,00 €"}, {Class: "sx", X: "94", Width: "6", Text: v.say("web.credit.over"), Amount: "3 800,00 €"}}},
		Thread: []ui.Stage{{Name: v.say("web.stage.order"), Text: "6 nov. 2026", Wait: "1 j"}, {Name: v.say("web.stage.shipment"), Text: "14 nov. 2026", Wait: "6 j", Long: true},
			{Name: v.say("web.stage.invoice"), Text: v.say("web.to_do"), Now: true, Wait: "30 j"}, {Name: v.say("web.stage.payment"), Todo: true}},
		Time: []ui.Moment{{Icon: "truck", Text: v.say("web.stage.shipment"), When: "17 nov.", Stamp: "2026-11-17", By: v.say("web.by", "who", "karim")},
			{Icon: "gauge", Text: v.say("web.stage.credit"), When: "6 nov.", Stamp: "2026-11-06", By: v.say("web.machine"), Changes: []string{"60 000,00 € → 65 000,00 €"}}},
		Icons: ui.Icons,
	}
}
