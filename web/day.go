package web

import (
	"fmt"
	"slices"

	"encaisse/app"
	"encaisse/base/money"
	"encaisse/base/stat"
	"encaisse/o2c/credit"
	"encaisse/o2c/dunning"
	"encaisse/o2c/insight"
	"encaisse/o2c/listing"
	"encaisse/web/ui"
)

// dayPage is a collector's day: the accounts to be followed, the most pressing
// first, and one of them at the side.
type dayPage struct {
	Head    ui.Heading
	Whose   []ui.Tab // one’s own accounts, or all; none when all are
	Queue   []dayRow
	Sub     string
	Case    *dayCase
	Chosen  bool // a case was asked for: on a phone it stands alone
	Empty   *ui.EmptyPage
	Preview string
}

type dayRow struct {
	Href, Name, Why   string
	Score             string
	Do                ui.State
	Overdue, Expected string
	On                bool
}

type dayCase struct {
	Title, Sub, Href, Next string
	Facts                  []ui.Fact
	Letter                 *letter
	Mail                   *beside
	Held                   string
	Acts                   []beside
	Open                   ui.Grid
	Moments                []ui.Moment
	Letters                []ui.Link // to be posted
	Statement              string
}

// mostPressing is how many accounts a day shows.
const mostPressing = 50

func (v *visit) day() error {
	of := "mine"
	if v.all() {
		of = "all"
	}
	work, err := ask(v, app.Worklist, dunning.WorklistIn{Limit: mostPressing, Of: of})
	if err != nil {
		return err
	}
	p := dayPage{Head: ui.Heading{Title: v.say("web.day")}}
	if work.Given {
		p.Whose = []ui.Tab{{Href: "/day", Text: v.say("web.day.mine"), On: of == "mine"}, {Href: "/day?of=all", Text: v.say("web.day.all"), On: of == "all"}}
	}
	if len(work.Items) == 0 {
		p.Empty = &ui.EmptyPage{Kind: ui.Done, Title: v.say("web.empty.day"), Text: v.say("web.empty.day.why")}
		return v.show(p.Head.Title, dayBody(p))
	}
	asked := v.r.URL.Query().Get("customer")
	at := slices.IndexFunc(work.Items, func(w dunning.WorkView) bool { return w.Customer == asked })
	p.Chosen = asked != ""
	if asked == "" {
		at = slices.IndexFunc(work.Items, func(w dunning.WorkView) bool { return v.advice(w).Tone == "go" })
		if at < 0 {
			at = slices.IndexFunc(work.Items, func(w dunning.WorkView) bool { return w.Last != v.today() })
		}
	}
	at = max(at, 0)
	var late, expected money.Amount
	done := 0
	for i, w := range work.Items {
		late, expected = late+w.Overdue.Minor, expected+w.Expected.Minor
		if w.Last == v.today() {
			done++
		}
		p.Queue = append(p.Queue, v.dayRow(w, i == at && (asked == "" || w.Customer == asked)))
	}
	p.Head.Sub = v.say("web.day.sum", "n", len(work.Items), "late", late.In(work.Items[0].Overdue.Currency), "expected", expected.In(work.Items[0].Overdue.Currency))
	p.Sub = v.say("web.day.done", "done", done, "left", len(work.Items)-done)
	p.Preview = v.link("/reminders")
	w := work.Items[at]
	if asked != "" && w.Customer != asked { // not among the late: shown as it is
		w = dunning.WorkView{Customer: asked}
	}
	next := ""
	if at+1 < len(work.Items) {
		next = v.caseHref(work.Items[at+1].Customer)
	}
	if p.Case, err = v.dayCase(w, next); err != nil {
		return err
	}
	return v.show(p.Head.Title, dayBody(p))
}

// all tells whether the customers that others follow are wanted too.
func (v *visit) all() bool { return v.r.URL.Query().Get("of") == "all" }

// caseHref is where an account stands beside the same queue.
func (v *visit) caseHref(customer string) string {
	if v.all() {
		return "/day?of=all&customer=" + escape(customer)
	}
	return "/day?customer=" + escape(customer)
}

func (v *visit) dayRow(w dunning.WorkView, on bool) dayRow {
	score, _ := stat.Ratio{Num: int64(w.Priority), Den: 1_000_000}.Times(1, 1)
	return dayRow{Href: v.caseHref(w.Customer), Name: w.Name, Why: v.pressing(w), Score: ui.Number(v.ctx, score), Do: v.advice(w),
		Overdue: ui.Money(v.ctx, w.Overdue), Expected: ui.Money(v.ctx, w.Expected), On: on}
}

// pressing is why an account stands where it does.
func (v *visit) pressing(w dunning.WorkView) string {
	out := v.say("web.day.late", "days", w.DaysLate)
	switch {
	case !w.Promised.IsZero():
		out += ", " + v.say("web.day.promised", "day", ui.Day(v.ctx, w.Promised))
	case w.Broken:
		out += ", " + v.say("web.day.broken")
	case w.Disputed.Minor > 0:
		out += ", " + v.say("web.day.disputed", "amount", w.Disputed)
	case w.Why != "":
		out += ", " + v.say("web.held."+w.Why)
	}
	return out
}

// soon is how many days late one is left alone where nothing is due.
const soon = 15

// adviceIcons are the signs of what is to be done.
var adviceIcons = map[string]string{"email": "mail", "letter": "invoice", "call": "phone", "handover": "arrow"}

// advice is what is to be done about an account.
func (v *visit) advice(w dunning.WorkView) ui.State {
	switch {
	case w.Last == v.today():
		return ui.State{Tone: "ok", Icon: "done", Text: v.say("web.day.seen")}
	case w.Next != "" && w.Why == "":
		return ui.State{Tone: "go", Icon: adviceIcons[w.Next], Text: v.say("web.advice." + w.Next)}
	case w.Next != "": // at the next hour that is allowed
		return ui.State{Icon: adviceIcons[w.Next], Text: v.say("web.advice." + w.Next)}
	case w.Why == "" && w.Promised.IsZero() && w.DaysLate > soon:
		return ui.State{Tone: "go", Icon: "phone", Text: v.say("web.advice.call")} // every rung was gone up
	case w.Why == "disputed":
		return ui.State{Tone: "warn", Icon: "scales", Text: v.say("web.advice.settle")}
	case w.Why == "unapplied":
		return ui.State{Tone: "go", Icon: "bank", Text: v.say("web.advice.apply")}
	case w.Why != "":
		return ui.State{Icon: "clock", Text: v.say("web.advice.wait")}
	case w.Broken:
		return ui.State{Tone: "go", Icon: "phone", Text: v.say("web.advice.call")}
	}
	return ui.State{Icon: "clock", Text: v.say("web.advice.wait")}
}

// dayCase is one account: what it owes, what to say, what to note.
func (v *visit) dayCase(w dunning.WorkView, next string) (*dayCase, error) {
	c, err := ask(v, app.ShowCustomer, credit.ByCustomer{ID: w.Customer})
	if err != nil {
		return nil, err
	}
	open, err := ask(v, app.InvoiceRows, listing.InvoicesIn{View: "open", Customer: c.Number})
	if err != nil {
		return nil, err
	}
	facts, err := ask(v, app.CustomerFacts, insight.CustomerRef{ID: c.ID})
	if err != nil {
		return nil, err
	}
	plan, err := ask(v, app.PreviewDunning, dunning.PreviewOf{Customer: c.ID})
	if err != nil {
		return nil, err
	}
	d := &dayCase{Title: c.Name, Sub: fmt.Sprint(c.Number, ", ", c.Email), Href: v.link2("/customers/{id}", "/customers/"+escape(c.Number)), Next: next,
		Open: v.openOf(open.Items), Moments: v.happened(facts[:min(len(facts), 6)]), Statement: v.link2("/customers/{id}/statement", "/customers/"+escape(c.Number)+"/statement")}
	if w.DaysLate > 0 {
		d.Facts = []ui.Fact{{Name: v.say("web.overdue_short"), Text: ui.Money(v.ctx, w.Overdue), Href: v.link("/invoices?view=overdue&customer=" + escape(c.Number))},
			{Name: v.say("web.oldest"), Text: ui.Days(v.ctx, w.DaysLate)}, {Name: v.say("web.expected"), Text: ui.Money(v.ctx, w.Expected)}}
	}
	for _, l := range plan.Letters {
		if href := v.link2("/reminders/{id}/pdf", "/reminders/"+escape(l.ID)+"/pdf"); href != "" {
			d.Letters = append(d.Letters, ui.Link{Href: href, Text: v.say("web.letter.pdf", "what", v.say("web.template."+l.Template), "day", ui.Day(v.ctx, l.Day))})
		}
	}
	if c.Bounced != "" {
		d.Facts = append(d.Facts, ui.Fact{Name: v.say("web.col.email"), Text: v.say("web.view.c-bounced") + " (" + c.Bounced + ")", Href: d.Href})
	}
	v.dayActs(d, c.Number, w, plan, open.Items)
	return d, nil
}

// dayActs are the message that may leave now, and what may be noted.
func (v *visit) dayActs(d *dayCase, customer string, w dunning.WorkView, plan dunning.PreviewView, open []listing.InvoiceRow) {
	back := v.caseHref(customer)
	if len(plan.Actions) > 0 {
		a := plan.Actions[0]
		l := lettered(a.To, string(a.Letter.Language), a.Letter.Subject, a.Letter.Text)
		d.Letter = &l
		if b, ok := v.beside("dunning.remind", "M", back, about{"customer": customer, "asked": a.Amount.Text(), "currency": string(a.Amount.Currency)}); ok {
			b.Open, b.Primary = true, true
			b.Title = v.say("web.write." + a.Action)
			b.Sub = v.say("web.template." + a.Template)
			b.Button = v.say("web.write.do." + a.Action)
			d.Mail = &b
		}
	} else if len(plan.Held) > 0 {
		d.Held = v.say("web.nothing_leaves", "why", v.say("web.held."+plan.Held[0].Why))
	}
	var owed []ui.Option
	for _, i := range open {
		owed = append(owed, ui.Option{Value: i.Number, Text: i.Number + ", " + ui.Money(v.ctx, i.Open)})
	}
	amount := ""
	foreign := slices.ContainsFunc(open, func(i listing.InvoiceRow) bool { return i.Open.Currency != v.entity().Currency })
	if w.Expected.Minor > 0 && !foreign { // else it adds up several currencies
		amount = w.Expected.Text()
	}
	of := about{"customer": customer, "open": amount}
	add := func(name, key string, fields ...string) {
		if b, ok := v.beside(name, key, back, of, fields...); ok {
			b.choose("invoice", owed)
			d.Acts = append(d.Acts, b)
		}
	}
	add("contact.log", "T", "channel", "person", "result", "note", "next_on")
	if foreign {
		add("promise.make", "P", "amount", "currency", "due_on")
	} else {
		add("promise.make", "P", "amount", "due_on")
	}
	if len(owed) > 0 {
		add("dispute.open", "D", "invoice", "reason", "amount")
	}
	add("dunning.pause", "S", "reason", "until")
	for i := range d.Acts {
		if d.Acts[i].Name == "contact.log" {
			d.Acts[i].Fields[0].Value = "call"
		}
		if d.Acts[i].Name == "promise.make" {
			d.Acts[i].Hint = v.say("web.promise.hint")
		}
	}
	if d.Mail == nil && len(d.Acts) > 0 {
		d.Acts[0].Open = true
	}
}

// openOf is what an account owes, the latest first due on top.
func (v *visit) openOf(rows []listing.InvoiceRow) ui.Grid {
	g := ui.Grid{Plain: true, Caption: v.say("web.part.open"), Columns: []ui.Column{{Name: v.say("web.col.number"), Grow: true}, {Name: v.say("web.col.due")}, {Name: v.say("web.col.open"), Num: true, Key: true}}}
	for _, i := range rows[:min(len(rows), 8)] {
		late := ""
		if i.Late > 0 {
			late = v.say("web.late_days", "days", i.Late)
		}
		href := ""
		if i.Type != "opening" {
			href = v.invoiceLink(i.Number)
		}
		g.Lines = append(g.Lines, ui.Line{ID: i.Number, Cells: []ui.Cell{{Text: i.Number, Href: href}, {Text: ui.Day(v.ctx, i.DueOn), Small: late}, {Text: ui.Money(v.ctx, i.Open)}}})
	}
	return g
}
