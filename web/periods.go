package web

import (
	"fmt"
	"strconv"

	"encaisse/app"
	"encaisse/base/day"
	"encaisse/base/refuse"
	"encaisse/o2c/closing"
	"encaisse/o2c/insight"
	"encaisse/web/ui"
)

// bookActions are those of the books.
var bookActions = map[string]action{
	"ledger.validate":         {icon: "check", key: "V", fields: []string{"up_to"}, back: "journals", home: "/journals"},
	"period.close":            {icon: "lock", key: "C", fields: []string{"kind", "day"}, takes: about{"kind": "kind", "day": "day"}, back: "periods", home: "/periods"},
	"period.ask_reopening":    {icon: "undo", fields: []string{"id", "reason"}, takes: about{"id": "period"}, back: "period"},
	"period.reopen":           {icon: "check", key: "A", fields: []string{"id"}, takes: about{"id": "period"}, back: "period"},
	"period.refuse_reopening": {icon: "x", key: "R", fields: []string{"id"}, takes: about{"id": "period"}, back: "period"},
}

var periodSigns = map[string][2]string{"open": {"go", "ring"}, "not_over": {"", "clock"}, "closed": {"ok", "lock"}, "reopening": {"warn", "eye"}, "reopened": {"warn", "undo"}}

func (v *visit) periodState(state string) ui.State {
	sign := periodSigns[state]
	return ui.State{Tone: sign[0], Icon: sign[1], Text: v.say("web.books.state." + state)}
}

// periods are the months of a fiscal year: what is closed, and what stands
// against closing the next.
func (v *visit) periods() error {
	wrong := refuse.New(refuse.Invalid, "input.invalid")
	in := closing.MonthsIn{Year: int64(v.numberOf("year", 1, 9999, wrong))}
	b := board{Head: ui.Heading{Title: v.say("web.books.periods")}, Path: "/periods"}
	out, err := ask(v, app.ListMonths, in)
	if err == nil {
		err = refusedFields(wrong)
	}
	b.Fields = []ui.Input{{Name: "year", Label: v.say("web.books.year"), Kind: "number", Value: strconv.FormatInt(out.Year, 10)}}
	if err != nil {
		return v.board(b, err)
	}
	b.Head.Sub = v.spanOf(out.First, out.Last)
	if out.Waiting > 0 {
		b.Notices = append(b.Notices, notice{"warn", "clock", v.say("web.books.waiting", "n", out.Waiting), v.say("web.books.waiting.why")})
	}
	g := ui.Grid{Caption: v.say("web.books.periods"), Columns: []ui.Column{{Name: v.say("web.books.col.period"), Grow: true}, {Name: v.say("web.col.state")}, {Name: v.say("web.books.col.blocks")}, {Name: v.say("web.books.col.unvalidated"), Num: true}, {Name: v.say("web.books.col.entries"), Num: true, Key: true}}}
	for _, m := range out.Rows {
		state := v.periodState(m.State)
		name := ui.Month(v.ctx, m.First)
		if m.Kind == "year" {
			name = v.say("web.books.fiscal", "year", strconv.FormatInt(out.Year, 10))
		}
		href := "/cutoff?kind=" + m.Kind + "&day=" + m.Last.String()
		if m.Period != "" {
			href = "/periods/" + escape(m.Period)
		}
		why := m.Because
		if m.Closable {
			why = v.say("web.books.closable")
			if b.Next == nil && m.Kind == "month" {
				b.Next = v.next(about{"kind": m.Kind, "day": m.Last.String()}, v.say("web.books.close.why", "month", name, "n", m.Entries, "missing", m.Unvalidated), "period.close")
				if b.Next != nil && v.may(app.BeginClose.Entry) {
					b.Next.Href, b.Next.Post = "/periods", []ui.Option{{Value: "kind", Text: m.Kind}, {Value: "day", Text: m.Last.String()}, {Value: "key", Text: v.app.DB.NewID().Text("key")}}
				}
			}
		}
		days := "?journal=VE&from=" + m.First.String() + "&to=" + m.Last.String()
		g.Lines = append(g.Lines, ui.Line{ID: m.Kind + m.First.String(), Cells: []ui.Cell{{Text: name, Href: href}, {State: &state}, {Text: why, Soft: !m.Closable}, {Text: ui.Number(v.ctx, m.Unvalidated), Soft: m.Unvalidated == 0}, {Text: ui.Number(v.ctx, m.Entries), Href: v.link2("/journals", "/journals"+days), Soft: m.Entries == 0}}})
	}
	p := part{ID: "h-periods", Title: v.say("web.books.fiscal", "year", strconv.FormatInt(out.Year, 10)), Sub: v.say("web.books.periods.sub"), Grid: &g}
	for _, a := range v.actions(about{}, "ledger.validate", "period.close") {
		p.Links = append(p.Links, a)
	}
	if v.opens("/fec") {
		p.Links = append(p.Links, actionLink{"/fec?year=" + strconv.FormatInt(out.Year, 10), "export", "FEC"})
	}
	b.Parts = []part{p}
	return v.board(b, nil)
}

// beginClosing begins the preview of a closing, as work.
func (v *visit) beginClosing() error {
	d, err := day.Parse(v.r.PostFormValue("day"))
	if err != nil {
		return refuse.New(refuse.Invalid, "input.invalid")
	}
	in := app.ToClosePeriod{ToClose: closing.ToClose{Kind: v.r.PostFormValue("kind"), Day: d}, Preview: true}
	if in.Kind != "year" {
		in.Kind = "month"
	}
	out, err := command(v, app.BeginClose, v.r.PostFormValue("key"), in)
	if err != nil {
		return err
	}
	return v.toRun(out)
}

// period is a closed period with the figures stored when it was.
func (v *visit) period() error {
	out, err := ask(v, app.ShowPeriod, closing.ByID{ID: v.r.PathValue("id")})
	if err != nil {
		return err
	}
	state := v.periodState(out.State)
	name := ui.Month(v.ctx, out.First)
	if out.Kind == "year" {
		name = v.say("web.books.fiscal", "year", out.Last.String()[:4])
	}
	of := about{"period": out.ID}
	b := board{Head: ui.Heading{Title: name, State: &state, Sub: v.spanOf(out.First, out.Last), Crumbs: []ui.Link{{Href: "/periods?year=" + out.Last.String()[:4], Text: v.say("web.books.periods")}}}}
	switch out.State {
	case closing.Closed:
		b.Buttons = v.actions(of, "period.ask_reopening")
	case closing.Reopening:
		b.Next = v.next(of, v.say("web.books.reopen.why"), "period.reopen")
		b.Buttons = v.actions(of, "period.refuse_reopening")
	}
	b.Buttons = append(b.Buttons, actionLink{"/cutoff?kind=" + out.Kind + "&day=" + out.Last.String(), "clock", v.say("web.books.cutoff")})
	b.Figures = []ui.Figure{v.moneyFigure(v.say("web.receivables"), v.say("web.on_day", "day", ui.Day(v.ctx, out.Last)), out.Total), {Name: v.say("web.books.known"), Whole: ui.Number(v.ctx, out.Known), Note: v.say("web.books.known.note")}}
	if out.Known > 0 {
		b.Figures[0].Href = v.link2("/aging", fmt.Sprint("/aging?as_of=", out.Last, "&known=", out.Known))
	}
	g := ui.Grid{Caption: v.say("web.books.balance"), Columns: []ui.Column{{Name: v.say("web.books.col.account"), Grow: true}, {Name: v.say("web.books.col.debit"), Num: true}, {Name: v.say("web.books.col.credit"), Num: true, Key: true}}}
	debit, credit := out.Total, out.Total
	debit.Minor, credit.Minor = 0, 0
	for _, r := range out.Accounts {
		debit.Minor, credit.Minor = debit.Minor+r.Debit.Minor, credit.Minor+r.Credit.Minor
		g.Lines = append(g.Lines, ui.Line{ID: r.Account, Cells: []ui.Cell{{Text: r.Name, Small: r.Account, Href: v.link2("/accounts/{account}", "/accounts/"+escape(r.Account)+"?from="+out.First.String()+"&to="+out.Last.String())}, v.side(r.Debit), v.side(r.Credit)}})
	}
	g.Totals = [][]string{{v.say("web.total"), ui.Money(v.ctx, debit), ui.Money(v.ctx, credit)}}
	b.Parts = []part{{ID: "h-balance", Title: v.say("web.books.stored"), Sub: v.say("web.books.stored.sub"), Grid: &g}}
	return v.board(b, nil)
}

// closed is what a command makes of a period, in words.
func (v *visit) closed(p closing.View) []ui.Fact {
	return []ui.Fact{{Name: v.say("web.books.col.period"), Text: v.say("web.steer.from_to", "from", ui.Day(v.ctx, p.First), "to", ui.Day(v.ctx, p.Last))}, {Name: v.say("web.out.state"), Text: v.periodState(p.State).Text},
		{Name: v.say("web.books.accounts"), Text: ui.Number(v.ctx, len(p.Accounts))}, {Name: v.say("web.receivables"), Text: ui.Money(v.ctx, p.Total)}, {Name: v.say("web.books.known"), Text: v.sealed(p.Known)}}
}

// cutoff are the entries of the end of a period: those that were posted, or
// those that closing it would post.
func (v *visit) cutoff() error {
	wrong := refuse.New(refuse.Invalid, "input.invalid")
	in := closing.CutoffIn{Kind: v.r.URL.Query().Get("kind"), Day: v.dayOf("day", wrong)}
	if in.Kind != "year" {
		in.Kind = "month"
	}
	if in.Day.IsZero() {
		in.Day = v.today().MonthStart().AddDays(-1)
	}
	b := board{Head: ui.Heading{Title: v.say("web.books.cutoff")}, Path: "/cutoff", Kept: []ui.Option{{Value: "kind", Text: in.Kind}}, Fields: []ui.Input{{Name: "day", Label: v.say("web.books.any_day"), Kind: "date", Value: in.Day.String()}}}
	for _, k := range []string{"month", "year"} {
		b.Tabs = append(b.Tabs, ui.Tab{Href: "/cutoff?kind=" + k + "&day=" + in.Day.String(), Text: v.say("web.enum." + k), On: in.Kind == k})
	}
	if err := refusedFields(wrong); err != nil {
		return v.board(b, err)
	}
	out, err := ask(v, app.ShowCutoff, in)
	if err != nil {
		return v.board(b, err)
	}
	b.Head.Sub = v.say("web.books.cutoff.sub", "last", ui.Day(v.ctx, out.Last), "back", ui.Day(v.ctx, out.Reversed))
	if out.Booked {
		b.Notices = []notice{{"ok", "lock", v.say("web.books.cutoff.booked"), v.say("web.books.cutoff.booked.why")}}
	} else {
		b.Notices = []notice{{"", "clock", v.say("web.books.cutoff.would"), v.say("web.books.cutoff.would.why")}}
	}
	for n, e := range out.Entries {
		b.Parts = append(b.Parts, v.cutoffEntry(n, e)...)
	}
	if len(out.Entries) == 0 {
		b.Parts = []part{{ID: "h-none", Title: v.say("web.books.cutoff"), Empty: &ui.EmptyPage{Kind: ui.Done, Title: v.say("web.books.cutoff.none"), Text: v.say("web.books.cutoff.none.why")}}}
	}
	return v.board(b, nil)
}

// cutoffEntry is an entry of the end of a period, with the documents behind it.
func (v *visit) cutoffEntry(n int, e closing.CutoffEntry) []part {
	legs := ui.Grid{Plain: true, Caption: v.say("web.books.lines"), Columns: []ui.Column{{Name: v.say("web.books.col.account"), Grow: true}, {Name: v.say("web.books.col.debit"), Num: true}, {Name: v.say("web.books.col.credit"), Num: true, Key: true}}}
	for _, l := range e.Legs {
		legs.Lines = append(legs.Lines, ui.Line{ID: l.Account, Cells: []ui.Cell{{Text: l.Name, Small: l.Account}, v.side(l.Debit), v.side(l.Credit)}})
	}
	documents := ui.Grid{Caption: v.say("web.steer.documents"), Columns: []ui.Column{{Name: v.say("web.col.number"), Grow: true}, {Name: v.say("web.col.customer")}, {Name: v.say("web.books.col.tax"), Num: true}, {Name: v.say("web.books.col.net"), Num: true, Key: true}}}
	for k, d := range e.Documents {
		amount := d.Net
		if amount.Minor == 0 {
			amount = d.Exchange
		}
		documents.Lines = append(documents.Lines, ui.Line{ID: fmt.Sprint(d.Document, k), Cells: []ui.Cell{{Text: d.Document, Href: v.cutoffHref(e.Kind, d.Document)}, {Text: d.Customer, Href: v.link2("/customers/{id}", "/customers/"+escape(d.Customer))}, {Text: ui.Money(v.ctx, d.Tax)}, {Text: ui.Money(v.ctx, amount)}}})
	}
	if len(e.Documents) > 0 {
		sum, taxes := e.Documents[0].Net, e.Documents[0].Tax
		sum.Minor, taxes.Minor = 0, 0
		for _, d := range e.Documents {
			sum.Minor, taxes.Minor = sum.Minor+d.Net.Minor+d.Exchange.Minor, taxes.Minor+d.Tax.Minor
		}
		documents.Totals = [][]string{{v.say("web.total_rows", "n", len(e.Documents)), "", ui.Money(v.ctx, taxes), ui.Money(v.ctx, sum)}}
	}
	id := fmt.Sprint("h-", e.Kind, n)
	return []part{{ID: id, Title: v.say("web.books.cut." + e.Kind), Grid: &legs, Half: true}, {ID: id + "-documents", Title: v.say("web.steer.documents"), Sub: v.say("web.steer.n_documents", "n", len(e.Documents)), Grid: &documents, Half: true}}
}

func (v *visit) cutoffHref(kind, number string) string {
	switch kind {
	case "credit_notes":
		return v.record("return", number)
	case "exchange":
		return v.invoiceLink(number)
	}
	return v.record("order", number)
}

// allowance is the matrix of expected losses, a stage of age a row, with the
// documents of one of them.
func (v *visit) allowance() error {
	a, fields, wrong := v.asking("as_of")
	b := board{Head: ui.Heading{Title: v.say("web.books.allowance")}, Path: "/allowance", Fields: fields}
	if wrong != nil {
		return v.board(b, wrong)
	}
	out, err := ask(v, app.ShowAllowance, a.asOf())
	if err != nil {
		return v.board(b, err)
	}
	b.Head.Sub = v.say("web.on_day", "day", ui.Day(v.ctx, out.AsOf))
	b.Figures = []ui.Figure{v.moneyFigure(v.say("web.books.expected_loss"), v.say("web.books.expected_loss.note"), out.Loss), v.moneyFigure(v.say("web.books.in_matrix"), v.say("web.books.in_matrix.note"), out.Open), v.moneyFigure(v.say("web.books.doubtful"), v.say("web.books.doubtful.note"), out.Doubtful)}
	b.Figures[2].Href = v.link("/losses")
	chosen := v.r.URL.Query().Get("stage")
	href := func(key string) string { return a.with("/allowance", "days", "", "stage", key) + "#h-documents" }
	g := ui.Grid{Caption: v.say("web.books.matrix"), Columns: []ui.Column{{Name: v.say("web.steer.col.age"), Grow: true}, {Name: v.say("web.books.in_matrix"), Num: true}, {Name: v.say("web.col.rate"), Num: true}, {Name: v.say("web.books.expected_loss"), Num: true, Key: true}}}
	names, losses := []string{}, []int64{}
	p := part{ID: "h-documents", Title: v.say("web.steer.documents")}
	for i, s := range out.Stages {
		name := v.say("web.books.stage." + s.Key)
		names, losses = append(names, name), append(losses, int64(s.Loss.Minor))
		g.Lines = append(g.Lines, ui.Line{ID: s.Key, Cells: []ui.Cell{{Text: name, Href: href(s.Key)}, {Text: ui.Money(v.ctx, s.Open), Href: href(s.Key)}, {Text: ui.Percent(v.ctx, s.Rate)}, {Text: ui.Money(v.ctx, s.Loss)}}})
		if s.Key == chosen || chosen == "" && i == len(out.Stages)-1 {
			p.Sub = name
			v.stageDocuments(&p, s)
		}
	}
	g.Totals = [][]string{{v.say("web.total"), ui.Money(v.ctx, out.Open), "", ui.Money(v.ctx, out.Loss)}}
	c := ui.Columns(v.say("web.books.allowance.point", "amount", out.Loss), names, []ui.Series{{Class: "s2", Values: losses}})
	since := v.say("web.books.usual_rates")
	if !out.ValidFrom.IsZero() {
		since = v.say("web.books.rates_from", "day", ui.Day(v.ctx, out.ValidFrom))
	}
	b.Parts = []part{{ID: "h-matrix", Title: v.say("web.books.matrix"), Sub: since, Said: v.say("web.books.matrix.how"), Chart: &c, Grid: &g}, p}
	return v.board(b, nil)
}

func (v *visit) stageDocuments(p *part, s insight.ExpectedLoss) {
	g := ui.Grid{Caption: v.say("web.steer.documents"), Columns: []ui.Column{{Name: v.say("web.col.number"), Grow: true}, {Name: v.say("web.col.due")}, {Name: v.say("web.col.open"), Num: true, Key: true}}}
	for n, d := range s.Documents {
		g.Lines = append(g.Lines, ui.Line{ID: fmt.Sprint(n), Cells: []ui.Cell{{Text: d.Number, Href: v.invoiceLink(d.Number)}, {Text: ui.Day(v.ctx, d.On), Soft: true}, v.summedOf(d.Amount, d.Own)}})
	}
	g.Totals = [][]string{{v.say("web.total_rows", "n", len(g.Lines)), "", ui.Money(v.ctx, s.Open)}}
	if len(g.Lines) == 0 {
		p.Empty = &ui.EmptyPage{Kind: ui.Done, Title: v.say("web.empty.done"), Text: v.say("web.books.no_stage")}
		return
	}
	p.Pager = v.sheeted(&g)
	p.Grid = &g
}

// lastMonth are the days of the month before today.
func (v *visit) lastMonth() (first, last day.Day) {
	first = v.today().MonthStart().AddMonths(-1)
	return first, first.MonthEnd()
}
