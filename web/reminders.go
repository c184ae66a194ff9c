package web

import (
	"maps"
	"slices"
	"strings"

	"encaisse/app"
	"encaisse/base/money"
	"encaisse/o2c/charge"
	"encaisse/o2c/dunning"
	"encaisse/web/ui"
)

// remindersPage is what a run of reminders would do now, what it would not and
// why.
type remindersPage struct {
	Head    ui.Heading
	Figures []ui.Figure
	Planned []plannedRow
	Held    ui.Grid
	Count   int
	Send    string // the button; "" when there is nothing to do or it is not the visitor's
	Once    string // key under which its run is begun once
	Empty   *ui.EmptyPage
}

type plannedRow struct {
	Customer, Name, Href string
	Sub, Amount, Asked   string
	State                ui.State
	Letter               letter
}

// reminders shows each message before it leaves, as its reader will see it.
func (v *visit) reminders() error {
	p, err := v.remindersPage()
	if err != nil {
		return err
	}
	return v.show(p.Head.Title, remindersBody(p))
}

// remind begins the run of what is to be sent: its preview says what would
// become of each; what is another amount by then is left, and said.
func (v *visit) remind() error {
	p, err := v.remindersPage()
	if err != nil {
		return err
	}
	var items []string
	for _, r := range p.Planned {
		items = append(items, r.Asked)
	}
	return v.massAll("dunning.remind", items)
}

var actionTones = map[string]ui.State{"queued": {Tone: "go", Icon: "clock"}, "sent": {Tone: "ok", Icon: "done"}, "todo": {Tone: "", Icon: "ring"}, "done": {Tone: "ok", Icon: "done"}, "cancelled": {Icon: "x"}}

func (v *visit) actionState(state string) ui.State {
	s := actionTones[state]
	s.Text = v.say("web.action." + state)
	return s
}

func (v *visit) remindersPage() (remindersPage, error) {
	p := remindersPage{Head: ui.Heading{Title: v.say("web.reminders"), Sub: ui.LongDay(v.ctx, v.today())}}
	plan, err := ask(v, app.PreviewDunning, dunning.PreviewOf{})
	if err != nil {
		return p, err
	}
	c := v.entity().Currency
	asked, held := purse{c: 0}, purse{c: 0}
	slices.SortStableFunc(plan.Actions, func(a, b dunning.PlannedView) int { return int(b.Level - a.Level) })
	for _, a := range plan.Actions {
		asked[a.Amount.Currency] += a.Amount.Minor
		p.Planned = append(p.Planned, v.planned(a))
	}
	p.Held = ui.Grid{Caption: v.say("web.reminders.held"), Columns: []ui.Column{{Name: v.say("web.col.customer"), Grow: true}, {Name: v.say("object.invoice")}, {Name: v.say("web.col.why")}, {Name: v.say("web.col.amount"), Num: true, Key: true}}}
	for _, h := range plan.Held {
		held[h.Amount.Currency] += h.Amount.Minor
		why := v.say("web.held." + h.Why)
		p.Held.Lines = append(p.Held.Lines, ui.Line{ID: h.Customer + h.Invoice, Cells: []ui.Cell{{Text: h.Name, Small: h.Customer, Href: v.link2("/customers/{id}", "/customers/"+escape(h.Customer))},
			{Text: h.Invoice, Href: v.invoiceLink(h.Invoice)}, {Text: why, Small: v.defects(h.Defects)}, {Text: ui.Money(v.ctx, h.Amount)}}})
	}
	p.Held.Totals = [][]string{{v.say("web.total_rows", "n", len(plan.Held)), "", "", v.purse(c, held)}}
	whole, rest := ui.Split(v.ctx, asked[c].In(c))
	heldWhole, heldRest := ui.Split(v.ctx, held[c].In(c))
	p.Count = len(plan.Actions)
	p.Figures = []ui.Figure{{Name: v.say("web.reminders.today"), Whole: ui.Number(v.ctx, p.Count), Note: v.say("web.reminders.of", "n", p.Count)},
		{Name: v.say("web.reminders.asked"), Whole: whole, Rest: rest, Note: v.besides(c, asked, v.say("web.reminders.asked_why"))}, {Name: v.say("web.reminders.held"), Whole: heldWhole, Rest: heldRest, Note: v.besides(c, held, v.say("web.reminders.held_n", "n", len(plan.Held))), Href: "#held"}}
	switch {
	case p.Count == 0:
		p.Empty = &ui.EmptyPage{Kind: ui.Done, Title: v.say("web.empty.reminders"), Text: v.say("web.empty.reminders.why")}
	case v.may(app.RemindCustomer.Entry) && v.may(app.BeginMass.Entry):
		p.Once = v.app.DB.NewID().Text("key")
		p.Send = v.say("web.reminders.send", "n", p.Count)
	}
	return p, nil
}

// purse is amounts of several currencies.
type purse map[money.Currency]money.Amount

// purse shows amounts, those of one currency first.
func (v *visit) purse(first money.Currency, p purse) string {
	list := []string{ui.Money(v.ctx, p[first].In(first))}
	for _, c := range slices.Sorted(maps.Keys(p)) {
		if c != first {
			list = append(list, ui.Money(v.ctx, p[c].In(c)))
		}
	}
	if p[first] == 0 && len(list) > 1 {
		list = list[1:]
	}
	return strings.Join(list, " + ")
}

// besides is a note under an amount of one currency, after those of others.
func (v *visit) besides(c money.Currency, p purse, note string) string {
	if len(p) < 2 {
		return note
	}
	others := maps.Clone(p)
	delete(others, c)
	return "+ " + v.purse(slices.Sorted(maps.Keys(others))[0], others) + ", " + note
}

// invoiceLink is the page of an invoice, or of a charge for lateness, by its number.
func (v *visit) invoiceLink(number string) string {
	if charge.Numbered(number) {
		return v.record("charge", number)
	}
	return v.record("invoice", number)
}

func (v *visit) defects(list []string) string {
	var out []string
	for _, d := range list {
		out = append(out, v.say("web.defect."+d))
	}
	return strings.Join(out, ", ")
}

// noAddress says why a message would be a task.
var noAddress = map[string]string{"no_address": "web.no_address", "bounced": "web.bounced_address"}

func (v *visit) planned(a dunning.PlannedView) plannedRow {
	r := plannedRow{Customer: a.Customer, Name: a.Name, Href: v.link("/day?customer=" + escape(a.Customer)), Amount: ui.Money(v.ctx, a.Amount), Asked: a.Customer + " currency=" + string(a.Amount.Currency) + " amount=" + a.Amount.Text(),
		Sub: strings.Join(a.Invoices[:min(len(a.Invoices), 3)], ", "), Letter: lettered(a.To, string(a.Letter.Language), a.Letter.Subject, a.Letter.Text)}
	if len(a.Invoices) > 3 {
		r.Sub += v.say("web.and_more", "n", len(a.Invoices)-3)
	}
	r.State = ui.State{Tone: "go", Icon: adviceIcons[a.Action], Text: v.say("web.template." + a.Template)}
	if a.Action == dunning.Email && a.Why != "" {
		r.State = ui.State{Tone: "warn", Icon: "warn", Text: v.say(noAddress[a.Why])}
	}
	return r
}
