package web

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"encaisse/app"
	"encaisse/base/money"
	"encaisse/o2c/insight"
	"encaisse/o2c/order"
	"encaisse/web/ui"
)

// mapStage is a stage on the map.
type mapStage struct {
	Name, Href, Owner, Waiting, Y, Height string
	First, Theirs                         bool // what costs most of ours; what is not ours
}

// threadStep is a fact of an order, with the time before it.
type threadStep struct {
	Moment             ui.Moment
	When, Wait, Waited string
	Long               bool
}

// chain are the stages in the order in which an order comes through them.
var chain = []insight.Stage{insight.StageExceptions, insight.StageDraft, insight.StageApproval, insight.StageCreditHold, insight.StageManualHold, insight.StageStock, insight.StageToPlan, insight.StageToPick,
	insight.StageToPack, insight.StageToShip, insight.StageOnWay, insight.StageToInvoice, insight.StageNotDue, insight.StageOverdue, insight.StageDisputed, insight.StageUnapplied}

// stageLists are where what waits in a stage is dealt with.
var stageLists = map[insight.Stage]string{insight.StageExceptions: "/orders/incomplete", insight.StageDraft: "/orders?view=draft", insight.StageApproval: "/approvals", insight.StageCreditHold: "/credit/holds",
	insight.StageManualHold: "/credit/holds", insight.StageStock: "/replenish", insight.StageToPlan: "/orders?view=confirmed", insight.StageToPick: "/picking", insight.StageToPack: "/packing", insight.StageToShip: "/shipments",
	insight.StageOnWay: "/shipments", insight.StageToInvoice: "/to-invoice", insight.StageNotDue: "/invoices?view=open", insight.StageOverdue: "/invoices?view=overdue", insight.StageDisputed: "/disputes", insight.StageUnapplied: "/apply"}

func (a asking) waits() insight.WaitsIn {
	return insight.WaitsIn{AsOf: a.asOf(), Days: a.days, Customer: a.customer}
}

// waits is the map of the stages: where time and money wait, and with whom.
func (v *visit) waits() error {
	a, fields, wrong := v.asking("as_of", "days", "customer")
	b := board{Head: ui.Heading{Title: v.say("web.steer.waits")}, Path: "/waits", Fields: fields}
	if wrong != nil {
		return v.board(b, wrong)
	}
	out, err := ask(v, app.ListWaits, a.waits())
	if err != nil {
		return v.board(b, err)
	}
	b.Head.Sub = v.say("web.steer.span", "from", ui.Day(v.ctx, out.From), "to", ui.Day(v.ctx, out.To), "entity", v.entity().Name)
	if len(out.Stages) == 0 {
		b.Parts = []part{{ID: "h-map", Title: v.say("web.steer.map"), Empty: &ui.EmptyPage{Kind: ui.Done, Title: v.say("web.empty.done"), Text: v.say("web.steer.no_waits")}}}
		return v.board(b, nil)
	}
	worst := out.Stages[v.worst(out)]
	b.Figures = []ui.Figure{
		{Name: v.say("web.steer.worst"), Whole: worst.Name, Note: v.say("web.steer.worst.why", "share", share(v.view.Lang, worst.AmountDays.Minor, out.AmountDays.Minor), "owner", worst.OwnerName), Href: a.with("/waits/" + string(worst.Stage))},
		v.euroDaysFigure(out.AmountDays),
	}
	rank := ui.Grid{Caption: v.say("web.steer.ranked"), Columns: []ui.Column{{Name: v.say("web.steer.col.stage"), Grow: true}, {Name: v.say("web.steer.col.owner")}, {Name: v.say("web.steer.col.median"), Num: true}, {Name: v.say("web.steer.col.p90"), Num: true},
		{Name: v.say("web.steer.col.waiting"), Num: true}, {Name: v.say("web.steer.col.amount"), Num: true}, {Name: v.say("web.steer.amount_days"), Num: true, Key: true}}}
	for _, s := range out.Stages {
		href := a.with("/waits/" + string(s.Stage))
		rank.Lines = append(rank.Lines, ui.Line{ID: string(s.Stage), Cells: []ui.Cell{{Text: s.Name, Href: href}, {Text: s.OwnerName, Soft: true}, {Text: v.inDays(s.Median)}, {Text: v.inDays(s.P90)},
			{Text: ui.Number(v.ctx, s.Waiting), Href: v.waitingHref(s), Soft: s.Waiting == 0}, {Text: ui.Money(v.ctx, s.Amount), Soft: s.Waiting == 0}, {Text: v.euroDays(s.AmountDays), Href: href}}})
	}
	rank.Totals = [][]string{{v.say("web.total"), "", "", "", "", "", v.euroDays(out.AmountDays)}}
	b.Parts = []part{{ID: "h-map", Title: v.say("web.steer.map"), Sub: v.say("web.steer.map.sub"), Map: v.stageMap(a, out)}, {ID: "h-rank", Title: v.say("web.steer.ranked"), Sub: v.say("web.steer.ranked.sub"), Grid: &rank}}
	return v.board(b, nil)
}

// waitingHref is the list of what waits in a stage now.
func (v *visit) waitingHref(s insight.QueueView) string {
	if s.Waiting == 0 {
		return ""
	}
	return v.link(stageLists[s.Stage])
}

func (v *visit) moneyFigure(name, note string, m money.Money) ui.Figure {
	whole, rest := ui.Split(v.ctx, m)
	return ui.Figure{Name: name, Whole: whole, Rest: rest, Note: note}
}

// euroDays is an amount times days: 1 234,56 €·j.
func (v *visit) euroDays(m money.Money) string { return ui.Money(v.ctx, m) + "·" + v.say("ui.d") }

func (v *visit) euroDaysFigure(m money.Money) ui.Figure {
	f := v.moneyFigure(v.say("web.steer.amount_days"), v.say("web.steer.amount_days.what"), m)
	f.Rest += "·" + v.say("ui.d")
	return f
}

// inDays is a figure of days in its words.
func (v *visit) inDays(text string) string {
	if text == "n/a" {
		return v.say("ui.none")
	}
	return ui.Number(v.ctx, text) + "\u00a0" + v.say("ui.d")
}

// theirs tells a stage that waits for a customer or a carrier, not for us.
func theirs(q insight.QueueView) bool { return q.Owner == "customer" || q.Owner == "carrier" }

// worst is the stage that costs most of those that are ours; the first when
// none is.
func (v *visit) worst(out insight.WaitsOut) int {
	return max(slices.IndexFunc(out.Stages, func(q insight.QueueView) bool { return !theirs(q) }), 0)
}

// stageMap are the stages in the order of the chain.
func (v *visit) stageMap(a asking, out insight.WaitsOut) (list []mapStage) {
	for _, stage := range chain {
		i := slices.IndexFunc(out.Stages, func(q insight.QueueView) bool { return q.Stage == stage })
		if i < 0 {
			continue
		}
		q := out.Stages[i]
		most := int64(out.Stages[v.worst(out)].AmountDays.Minor)
		height := min(int64(q.AmountDays.Minor), most) // what is not ours may be higher: it fills its place
		m := mapStage{Name: q.Name, Href: a.with("/waits/" + string(stage)), Owner: q.OwnerName, Waiting: v.say("web.steer.n_wait", "n", q.Waiting), Y: partOf(most-height, most), Height: partOf(height, most), First: i == v.worst(out), Theirs: theirs(q)}
		list = append(list, m)
	}
	return list
}

// wait is one stage, with every document that waited in it.
func (v *visit) wait() error {
	stage := v.r.PathValue("stage")
	a, fields, wrong := v.asking("as_of", "days", "customer")
	b := board{Head: ui.Heading{Title: v.say("web.steer.waits"), Crumbs: []ui.Link{{Href: a.with("/waits"), Text: v.say("web.steer.waits")}}}, Path: "/waits/" + escape(stage), Fields: fields}
	if wrong != nil {
		return v.board(b, wrong)
	}
	out, err := ask(v, app.ShowWait, insight.WaitIn{Stage: stage, WaitsIn: a.waits()})
	if err != nil {
		return v.board(b, err)
	}
	b.Head.Title, b.Head.Sub = out.Name, v.say("web.steer.wait.sub", "from", ui.Day(v.ctx, out.From), "to", ui.Day(v.ctx, out.To), "owner", out.OwnerName)
	b.Figures = []ui.Figure{v.euroDaysFigure(out.AmountDays),
		{Name: v.say("web.steer.col.waiting"), Whole: ui.Number(v.ctx, out.Waiting), Note: ui.Money(v.ctx, out.Amount), Href: v.waitingHref(out.QueueView)},
		{Name: v.say("web.steer.col.median"), Whole: v.inDays(out.Median), Note: v.say("web.steer.n_documents", "n", out.Documents)}, {Name: v.say("web.steer.col.p90"), Whole: v.inDays(out.P90)}}
	if href := v.waitingHref(out.QueueView); href != "" {
		b.Buttons = []actionLink{{href, "arrow", v.say("web.steer.to_list")}}
	}
	g := ui.Grid{Caption: v.say("web.steer.waited"), Columns: []ui.Column{{Name: v.say("web.col.number"), Grow: true}, {Name: v.say("web.col.customer")}, {Name: v.say("web.steer.col.owner")}, {Name: v.say("web.steer.col.since")}, {Name: v.say("web.steer.col.until")},
		{Name: v.say("web.steer.col.days"), Num: true}, {Name: v.say("web.steer.col.amount"), Num: true}, {Name: v.say("web.steer.amount_days"), Num: true, Key: true}}}
	for n, w := range out.Waits {
		until := ui.Cell{State: &ui.State{Tone: "warn", Icon: "clock", Text: v.say("web.steer.still")}}
		if !w.Until.IsZero() {
			until = ui.Cell{Text: ui.Day(v.ctx, w.Until), Soft: true}
		}
		who := w.OwnerName
		if w.Person != "" {
			who = w.Person
		}
		small := w.Order
		if small == w.Number {
			small = ""
		}
		own := ""
		if w.Own.Currency != w.Amount.Currency {
			own = ui.Money(v.ctx, w.Own)
		}
		g.Lines = append(g.Lines, ui.Line{ID: fmt.Sprint(w.Number, n), Cells: []ui.Cell{{Text: v.waitedName(w), Small: small, Href: v.waitedHref(out.Stage, w)}, {Text: w.Customer, Href: v.link2("/customers/{id}", "/customers/"+escape(w.Customer))}, {Text: who, Soft: true},
			{Text: ui.Day(v.ctx, w.Since), Soft: true}, until, {Text: ui.Number(v.ctx, w.Days)}, {Text: ui.Money(v.ctx, w.Amount), Small: own}, {Text: v.euroDays(w.AmountDays)}}})
	}
	g.Totals = [][]string{{v.say("web.total_rows", "n", len(g.Lines)), "", "", "", "", ui.Number(v.ctx, out.Days), "", v.euroDays(out.AmountDays)}}
	p := part{ID: "h-documents", Title: v.say("web.steer.waited"), Sub: v.say("web.steer.n_documents", "n", out.Documents)}
	if len(g.Lines) == 0 {
		p.Empty = &ui.EmptyPage{Kind: ui.Done, Title: v.say("web.empty.done"), Text: v.say("web.steer.no_waits")}
	} else {
		p.Chart = v.waitedByDays(out)
		p.Pager = v.sheeted(&g)
		p.Grid = &g
	}
	b.Parts = []part{p}
	return v.board(b, nil)
}

// waitedByDays draws how many documents waited how long.
func (v *visit) waitedByDays(out insight.WaitOut) *ui.Chart {
	limits := []int64{0, 1, 3, 7, 14, 30, 60}
	names := []string{"0", "1", "2–3", "4–7", "8–14", "15–30", "31–60", "> 60"}
	still, gone := make([]int64, len(names)), make([]int64, len(names))
	for _, w := range out.Waits {
		i := len(limits)
		for k, most := range limits {
			if w.Days <= most {
				i = k
				break
			}
		}
		if w.Until.IsZero() {
			still[i]++
		} else {
			gone[i]++
		}
	}
	for i := range names {
		names[i] += "\u00a0" + v.say("ui.d")
	}
	c := ui.Columns(v.say("web.steer.waited.point", "median", v.inDays(out.Median), "p90", v.inDays(out.P90)), names, []ui.Series{{Class: "s1", Name: v.say("web.steer.still"), Values: still}, {Class: "s3", Name: v.say("web.steer.gone"), Values: gone}})
	return &c
}

// waitedName is what something that waited is called: a payment, which has no
// number, waits from the day it came.
func (v *visit) waitedName(w insight.Waited) string {
	if strings.HasPrefix(w.Number, "pay_") {
		return v.say("web.payment.in", "day", ui.Day(v.ctx, w.Since))
	}
	return w.Number
}

// waitedHref is the page of what waited: a stage says what it is of.
func (v *visit) waitedHref(s insight.Stage, w insight.Waited) string {
	switch {
	case strings.HasPrefix(w.Number, "pay_"):
		return v.record("payment", w.Number)
	case slices.Contains([]insight.Stage{insight.StageToPick, insight.StageToPack, insight.StageToShip, insight.StageOnWay}, s) && w.Number != w.Order:
		return v.record("shipment", w.Number)
	case slices.Contains([]insight.Stage{insight.StageNotDue, insight.StageOverdue, insight.StageDisputed, insight.StageUnapplied}, s):
		return v.invoiceLink(w.Number)
	case w.Order == "" || w.Number == w.Order:
		return v.record("order", w.Number)
	}
	if path := v.record("shipment", w.Number); path != "" && s == insight.StageToInvoice {
		return path
	}
	return v.record("order", w.Order)
}

// orderThread is what happened to one order, from the first word to the money,
// with the time between.
func (v *visit) orderThread() error {
	out, err := ask(v, app.ThreadOrder, order.ByID{ID: v.r.PathValue("id")})
	if err != nil {
		return err
	}
	o, err := ask(v, app.ShowOrder, order.ByID{ID: out.Order})
	if err != nil {
		return err
	}
	state := v.orderState(out.State)
	b := board{Head: ui.Heading{Title: v.say("web.steer.thread", "number", out.Order), State: &state, Crumbs: []ui.Link{{Href: "/orders", Text: v.say("web.orders")}, {Href: "/orders/" + escape(out.Order), Text: out.Order}}}}
	var longest threadStep
	var most time.Duration
	var steps []threadStep
	for i, s := range out.Steps {
		t := threadStep{Moment: v.moment(s), When: ui.Day(v.ctx, s.Day)}
		if wait, err := time.ParseDuration(s.Wait); err == nil && i > 0 && wait >= time.Minute {
			t.Wait, t.Waited, t.Long = v.duration(wait), v.say("web.steer.between"), wait > longWait*24*time.Hour
			if wait > most {
				most, longest = wait, t
			}
		}
		t.Moment.About = slices.DeleteFunc(t.Moment.About, func(l ui.Link) bool {
			return strings.HasSuffix(l.Text, " "+out.Order) || strings.HasSuffix(l.Text, " "+o.Customer)
		})
		steps = append(steps, t)
	}
	b.Figures = []ui.Figure{{Name: v.say("web.steer.facts"), Whole: ui.Number(v.ctx, len(steps)), Note: v.say("web.steer.facts.note")}, {Name: v.say("web.taxed_total"), Whole: ui.Money(v.ctx, o.Total), Note: o.Customer, Href: "/orders/" + escape(out.Order)}}
	if n := len(out.Steps); n > 0 {
		b.Figures = append(b.Figures, ui.Figure{Name: v.say("web.steer.whole"), Whole: v.inDays(fmt.Sprint(out.Steps[n-1].Day.Sub(out.Steps[0].Day))), Note: v.say("web.steer.from_to", "from", ui.Day(v.ctx, out.Steps[0].Day), "to", ui.Day(v.ctx, out.Steps[n-1].Day))})
	}
	if most > 0 {
		b.Figures = append(b.Figures, ui.Figure{Name: v.say("web.steer.longest"), Whole: longest.Wait, Note: v.say("web.steer.longest.why", "what", longest.Moment.Text)})
	}
	b.Parts = []part{{ID: "h-thread", Title: v.say("web.facts"), Sub: v.say("web.steer.oldest"), Chart: v.threadChart(o, out.Steps), Thread: steps}}
	return v.board(b, nil)
}

// threadChart draws the days between the stages of an order.
func (v *visit) threadChart(o order.View, steps []insight.Step) *ui.Chart {
	var names []string
	var days []int64
	stages := v.stages(o, steps)
	at := v.stageDays(steps)
	for i, s := range stages {
		if i == 0 || at[i].IsZero() || at[i-1].IsZero() {
			continue
		}
		names, days = append(names, s.Name), append(days, int64(max(at[i].Sub(at[i-1]), 0)))
	}
	if len(names) < 2 || slices.Max(days) == 0 {
		return nil
	}
	for i, n := range days {
		names[i] += " " + v.inDays(fmt.Sprint(n))
	}
	c := ui.Columns(v.say("web.steer.thread.point", "list", strings.Join(names, ", ")), names, []ui.Series{{Class: "s2", Values: days}})
	return &c
}

// duration is a time between two facts: days, else hours, else minutes.
func (v *visit) duration(d time.Duration) string {
	switch {
	case d >= 24*time.Hour:
		return ui.Days(v.ctx, int(d/(24*time.Hour)))
	case d >= time.Hour:
		return fmt.Sprintf("%d\u00a0h\u00a0%02d", int(d/time.Hour), int(d%time.Hour/time.Minute))
	}
	return fmt.Sprintf("%d\u00a0min", int(d/time.Minute))
}
