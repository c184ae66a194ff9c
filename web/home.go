package web

import (
	"fmt"
	"regexp"
	"slices"
	"strings"

	"encaisse/app"
	"encaisse/base/money"
	"encaisse/base/stat"
	"encaisse/base/words"
	"encaisse/o2c/insight"
	"encaisse/o2c/receivable"
	"encaisse/web/ui"
)

// homePage is the first page: the figures, each leading to what makes it, what
// waits for the visitor, and what happened.
type homePage struct {
	Head     ui.Heading
	Waiting  []ui.Figure
	Disputes ui.Grid // the first that wait for an answer
	Figures  []ui.Figure
	Ages     []ui.Bar
	Orders   ui.Grid
	Facts    []ui.Moment
	Notes    []mention // that name the visitor
	Begin    []begun   // what he begins most
}

// begun is where something begins.
type begun struct{ Icon, Href, Text string }

// begins are where what a visitor may do begins.
func (v *visit) begins() (out []begun) {
	if v.opens("/orders/new") {
		out = append(out, begun{"cart", "/orders/new", v.say("web.new.orders")})
	}
	if v.opens("/reminders") && v.may(app.RemindCustomer.Entry) {
		out = append(out, begun{"mail", "/reminders", v.say("web.day.preview")})
	}
	return out
}

func (v *visit) home() error {
	title := v.say("web.home")
	page := homePage{Head: ui.Heading{Title: ui.LongDay(v.ctx, v.today()), Sub: v.entity().Name + ", " + v.say("web.taxed")}, Begin: v.begins()}
	var err error
	if page.Notes, err = v.mentions(); err != nil {
		return err
	}
	if page.Waiting, err = v.tasks(); err != nil {
		return err
	}
	if page.Disputes, err = v.firstDisputes(); err != nil {
		return err
	}
	if !v.may(app.ShowFigures.Entry) {
		return v.show(title, homeBody(page))
	}
	f, err := ask(v, app.ShowFigures, insight.AsOf{})
	if err != nil {
		return err
	}
	page.Figures = v.keyFigures(f)
	if v.opens("/aging/documents") {
		page.Ages = v.ages(f.Aging, f.Receivables)
	}
	page.Orders = v.ordersByState(f.Orders, f.Receivables.Currency)
	for _, s := range f.Recent {
		page.Facts = append(page.Facts, v.moment(s))
	}
	return v.show(title, homeBody(page))
}

// link is a path when the page there is for the visitor, else nothing.
func (v *visit) link(path string) string {
	page, _, _ := strings.Cut(path, "?")
	if !v.opens(page) {
		return ""
	}
	return path
}

// keyFigures are those whose documents the visitor may see: each leads to what
// sums to it, and a figure that would lead nowhere is not his.
func (v *visit) keyFigures(f insight.FiguresOut) []ui.Figure {
	amount := func(name, note, href string, m money.Money) ui.Figure {
		whole, rest := ui.Split(v.ctx, m)
		return ui.Figure{Name: v.say(name), Whole: whole, Rest: rest, Note: note, Href: href}
	}
	days := func(name, note, n, href string) ui.Figure {
		out := ui.Figure{Name: v.say(name), Whole: v.say("ui.none"), Note: v.say(note), Href: href}
		if n != "n/a" {
			out.Whole, out.Rest = ui.Number(v.ctx, n), "\u00a0"+v.say("web.days")
		}
		return out
	}
	var counted string
	if v.may(app.ShowDSO.Entry) { // its page counts the sales back
		counted = v.link2("/figures/{key}", "/figures/"+countBack)
	}
	dso := days("web.dso", "web.dso_how", f.Simple, v.link2("/figures/{key}", "/figures/dso"))
	dso.Note = or(v.aim(f.Target), dso.Note)
	all := []ui.Figure{
		amount("web.receivables", v.say("web.net"), v.link2("/aging/documents", v.agedHref(insight.AgesIn{}, "", "")), f.Receivables),
		amount("web.overdue", v.say("web.of_receivables", "share", share(v.view.Lang, f.Overdue.Minor, f.Receivables.Minor)), v.link("/invoices?view=overdue"), f.Overdue),
		amount("web.unapplied", v.say("web.credits"), v.link("/unapplied"), f.Unapplied),
		dso,
		days("web.count_back", "web.count_back_how", f.CountBack, counted),
	}
	return slices.DeleteFunc(all, func(f ui.Figure) bool { return f.Href == "" })
}

// ages are the bars of what is owed by its age, each leading to its documents.
func (v *visit) ages(buckets []insight.Bucket, total money.Money) []ui.Bar {
	var most money.Amount
	for _, b := range buckets {
		most = max(most, b.Amount.Minor)
	}
	var out []ui.Bar
	for i, b := range buckets {
		bar := ui.Bar{Text: v.say("age." + b.Key), Amount: ui.Money(v.ctx, b.Amount), Share: share(v.view.Lang, b.Amount.Minor, total.Minor), Width: "0",
			Late: i > 0 && b.Key != "unapplied", Sum: i == 0, Href: v.link2("/aging/documents", v.agedHref(insight.AgesIn{}, b.Key, ""))}
		if width, ok := (stat.Ratio{Num: int64(b.Amount.Minor), Den: int64(most)}).Times(100, 2); ok && b.Amount.Minor > 0 {
			bar.Width = width
		}
		out = append(out, bar)
	}
	return out
}

// share is a part of a whole in percent, with one decimal.
func share(l words.Language, part, whole money.Amount) string {
	text, ok := (stat.Ratio{Num: int64(part), Den: int64(whole)}).Times(100, 1)
	if !ok {
		return ""
	}
	if l == words.English {
		return words.Number(l, text) + "%"
	}
	return words.Number(l, text) + "\u00a0%"
}

// orderStates are those of an order, as it goes through them.
var orderStates = []string{"draft", "credit_hold", "confirmed", "released", "closed", "cancelled"}

func (v *visit) ordersByState(counts []insight.StateCount, c money.Currency) ui.Grid {
	g := ui.Grid{Plain: true, Caption: v.say("web.orders_by_state"), Columns: []ui.Column{{Name: v.say("web.col.state"), Grow: true}, {Name: v.say("web.col.count"), Num: true},
		{Name: v.say("web.col.amount"), Num: true, Key: true}}}
	sum, placed := money.Amount(0).In(c), int64(0)
	for _, state := range orderStates {
		i := slices.IndexFunc(counts, func(x insight.StateCount) bool { return x.State == state })
		if i < 0 {
			continue
		}
		n := counts[i]
		g.Lines = append(g.Lines, ui.Line{ID: state, Cells: []ui.Cell{{Text: v.say("state." + state), Href: v.link("/orders?view=" + state)},
			{Text: ui.Number(v.ctx, n.Orders)}, {Text: ui.Money(v.ctx, n.Total)}}})
		placed += n.Orders
		sum.Minor += n.Total.Minor
	}
	g.Totals = [][]string{{v.say("web.total"), ui.Number(v.ctx, placed), ui.Money(v.ctx, sum)}}
	return g
}

// kindIcons are the signs of facts, by the word their type begins with.
var kindIcons = map[string]string{"order": "cart", "quote": "note", "shipping": "truck", "stock": "box", "invoice": "invoice", "payment": "bank",
	"credit": "gauge", "receivable": "clock", "dunning": "mail", "mail": "mail", "dispute": "scales", "promise": "promise", "price": "pen", "customer": "user", "note": "note", "charge": "clock", "approval": "eye", "portfolio": "user"}

// records are the pages of documents, by the kind that facts name.
var records = map[string]string{"order": "/orders/", "quote": "/quotes/", "invoice": "/invoices/", "customer": "/customers/", "shipment": "/shipments/", "item": "/items/",
	"charge": "/charges/", "plan": "/plans/", "payment": "/payments/", "dispute": "/disputes/", "period": "/periods/",
	"return": "/returns/", "count": "/counts/", "transfer": "/transfers/", "expected": "/expected/", "message": "/mails/", "portfolio": "/portfolios/"}

// moment is a fact of a timeline: what, when, by whom, about what.
func (v *visit) moment(s insight.Step) ui.Moment {
	kind, _, _ := cutType(s.Type)
	m := ui.Moment{Icon: kindIcons[kind], Text: s.Text, When: v.instant(s.At), Stamp: s.At.UTC().Format("2006-01-02T15:04:05Z"), By: v.say("web.machine")}
	if m.Icon == "" {
		m.Icon = "bolt"
	}
	if m.Text == s.Type { // a fact of a package that stands above the question
		m.Text = v.app.Texts.Say(v.view.Lang, s.Type)
	}
	if s.By != "" {
		m.By = v.say("web.by", "who", s.By)
	}
	if s.Type == "portal.session" && slices.ContainsFunc(s.Objects, func(o insight.Touched) bool { return o.Kind == "message" }) {
		m.Text = v.say("web.followed")
	}
	m.Text = v.told(s, m.Text)
	for _, o := range s.Objects {
		if text := v.called(o); text != "" {
			m.About = append(m.About, ui.Link{Text: text, Href: v.record(o.Kind, o.Number)})
		}
	}
	m.Changes, m.Note = v.changes(s), s.Note
	return m
}

// called is a document of a fact as people name it, each by its own kind; empty
// for what is not shown.
func (v *visit) called(o insight.Touched) string {
	switch known := "object." + o.Kind; {
	case o.Kind == "invoice" && sentences.Has("web.document."+o.Type):
		return v.say("web.document."+o.Type, "number", o.Number)
	case o.Kind == "payment" && o.Amount != nil:
		return v.say("web.payment.on", "day", ui.Day(v.ctx, *o.ReceivedOn), "amount", *o.Amount)
	case o.Kind == "open_item" && o.Number != "" && sentences.Has("web.taken_off."+o.Type):
		return v.say("web.taken_off."+o.Type, "number", o.Number)
	case o.Kind == "open_item" && o.Type == receivable.Opening:
		return v.say("object.opening") + " " + o.Number
	case !sentences.Has(known):
		return ""
	case o.Kind == "message", coded.MatchString(o.Number):
		return v.say(known)
	default:
		return v.say(known) + " " + o.Number
	}
}

// calledBy is called for a document of which only its kind and number are known.
func (v *visit) calledBy(kind, number string) string {
	head, _, _ := strings.Cut(number, "-")
	return v.called(insight.Touched{Kind: kind, Number: number, Type: documentTypes[head]})
}

// documentTypes are the words of invoices by how their number begins.
var documentTypes = map[string]string{"FA": "380", "AV": "381", "AC": "386"}

// coded is an id, which nobody calls a thing by: with the kind before it, or without.
var coded = regexp.MustCompile(`^[a-z]{0,3}_[0-9A-Za-z]{13}$`)

func cutType(typ string) (kind, what string, ok bool) {
	for i := range typ {
		if typ[i] == '.' {
			return typ[:i], typ[i+1:], true
		}
	}
	return typ, "", false
}

// record is the page of a document, when it is for the visitor.
func (v *visit) record(kind, number string) string {
	base, ok := records[kind]
	if !ok || !v.opens(fmt.Sprint(base, "{id}")) {
		return ""
	}
	return base + escape(number)
}
