package web

import (
	"fmt"
	"slices"
	"strings"

	"encaisse/app"
	"encaisse/base/day"
	"encaisse/base/money"
	"encaisse/base/refuse"
	"encaisse/base/words"
	"encaisse/o2c/closing"
	"encaisse/web/ui"
)

// journalKeys are the journals that entries are posted in.
var journalKeys = []string{"VE", "BQ", "ST", "OD", "RE"}

// bookDays are the first and last day that the pages of the books ask about: the
// month of the day when none is said. A whole year is for the files.
func (v *visit) bookDays() (closing.Days, []ui.Input, error) {
	wrong := refuse.New(refuse.Invalid, "input.invalid")
	in := closing.Days{From: v.dayOf("from", wrong), To: v.dayOf("to", wrong)}
	if in.To.IsZero() {
		in.To = v.today()
		if !in.From.IsZero() {
			in.To = max(in.From, min(in.From.MonthEnd(), in.To))
		}
	}
	if in.From.IsZero() {
		in.From = in.To.MonthStart()
	}
	if in.From > in.To {
		wrong.At("/from", "input.value")
	}
	return in, []ui.Input{{Name: "from", Label: v.say("web.filter.from"), Kind: "date", Value: in.From.String()}, {Name: "to", Label: v.say("web.books.to"), Kind: "date", Value: in.To.String()}}, refusedFields(wrong)
}

func (v *visit) spanOf(from, to day.Day) string {
	return v.say("web.steer.span", "from", ui.Day(v.ctx, from), "to", ui.Day(v.ctx, to), "entity", v.entity().Name)
}

// months are the buttons that lead a month back and on.
func (v *visit) months(in closing.Days) (list []actionLink) {
	at := func(first day.Day) string {
		values := clone(v.r.URL.Query())
		for _, k := range []string{"at", "done", "format"} {
			values.Del(k)
		}
		values.Set("from", first.String())
		values.Set("to", min(first.MonthEnd(), max(v.today(), first)).String())
		return v.r.URL.Path + "?" + values.Encode()
	}
	before, next := in.From.MonthStart().AddMonths(-1), in.From.MonthStart().AddMonths(1)
	list = append(list, actionLink{at(before), "left", ui.Month(v.ctx, before)})
	if next <= v.today() {
		list = append(list, actionLink{at(next), "right", ui.Month(v.ctx, next)})
	}
	return list
}

// posted is a line of the books, with its document and its entry.
func (v *visit) posted(p closing.Posted, n int, account bool) ui.Line {
	second := ui.Cell{Text: p.Account, Href: v.link2("/accounts/{account}", "/accounts/"+escape(p.Account)+"?from="+p.Day.MonthStart().String()+"&to="+p.Day.MonthEnd().String())}
	if account {
		second = ui.Cell{Text: p.Journal}
	}
	cells := []ui.Cell{{Text: p.Text, Small: p.Number, Href: v.link2("/entries/{fact}", "/entries/"+escape(p.Fact))}, {Text: ui.Day(v.ctx, p.Day), Soft: true}, second, {Text: p.Customer, Href: v.link2("/customers/{id}", "/customers/"+escape(p.Customer))},
		{Text: v.pieceName(p.Document), Href: v.pieceHref(p.Document)}, v.side(p.Debit), v.side(p.Credit)}
	if p.Customer == "" {
		cells[3].Href = ""
	}
	if n > 0 && !account { // an entry is named once
		cells[0] = ui.Cell{Text: p.Text, Soft: true}
	}
	return ui.Line{ID: fmt.Sprint(p.Fact, n), Cells: cells}
}

func (v *visit) side(m money.Money) ui.Cell {
	if m.Minor == 0 {
		return ui.Cell{}
	}
	return ui.Cell{Text: ui.Money(v.ctx, m)}
}

// pieceName is a document as people know it: a fact without one has none.
func (v *visit) pieceName(number string) string {
	switch {
	case strings.HasPrefix(number, "fct_"):
		return ""
	case strings.HasPrefix(number, "pay_"):
		return v.say("object.payment")
	}
	return number
}

// pieceHref is the page of a document of the books, by how its number begins.
func (v *visit) pieceHref(number string) string {
	head, _, _ := strings.Cut(number, "-")
	switch {
	case strings.HasPrefix(number, "fct_"):
		return ""
	case strings.HasPrefix(number, "pay_"):
		return v.record("payment", number)
	case slices.Contains([]string{"FA", "AV", "AC"}, head):
		return v.record("invoice", number)
	case head == "PE":
		return v.record("charge", number)
	case head == "BL":
		return v.record("shipment", number)
	}
	return ""
}

func (v *visit) postedColumns(second string) []ui.Column {
	return []ui.Column{{Name: v.say("web.books.col.text"), Grow: true}, {Name: v.say("web.steer.col.on")}, {Name: second}, {Name: v.say("web.col.customer")}, {Name: v.say("web.steer.col.document")}, {Name: v.say("web.books.col.debit"), Num: true}, {Name: v.say("web.books.col.credit"), Num: true, Key: true}}
}

// journals are the entries of a journal, with their lines.
func (v *visit) journals() error {
	in, fields, wrong := v.bookDays()
	get := v.r.URL.Query().Get
	journal := get("journal")
	if journal == "" {
		journal = journalKeys[0]
	}
	fields = append(fields, ui.Input{Name: "q", Label: v.say("web.books.holds"), Value: get("q")})
	b := board{Head: ui.Heading{Title: v.say("web.books.journals")}, Path: "/journals", Fields: fields, Kept: []ui.Option{{Value: "journal", Text: journal}}}
	for _, k := range journalKeys {
		values := clone(v.r.URL.Query())
		values.Del("at")
		values.Set("journal", k)
		b.Tabs = append(b.Tabs, ui.Tab{Href: "/journals?" + values.Encode(), Text: v.say("web.books.journal." + k), On: k == journal})
	}
	if wrong != nil {
		return v.board(b, wrong)
	}
	out, err := ask(v, app.ShowJournal, closing.JournalIn{Journal: journal, Days: in})
	if err != nil {
		return v.board(b, err)
	}
	b.Head.Sub, b.Buttons = v.spanOf(out.From, out.To), v.months(in)
	g := ui.Grid{Caption: out.Name, Columns: v.postedColumns(v.say("web.books.col.account"))}
	var shown []closing.Posted
	zero := money.Amount(0).In(out.Debit.Currency)
	debit, credit, text := zero, zero, words.Plain(strings.TrimSpace(get("q")))
	for _, whole := range entriesOf(out.Lines) {
		if !v.holdsText(whole, text) {
			continue
		}
		shown = append(shown, whole...)
		for n, p := range whole {
			debit.Minor, credit.Minor = debit.Minor+p.Debit.Minor, credit.Minor+p.Credit.Minor
			g.Lines = append(g.Lines, v.posted(p, n, false))
		}
	}
	g.Totals = [][]string{{v.say("web.total_rows", "n", len(g.Lines)), "", "", "", "", ui.Money(v.ctx, debit), ui.Money(v.ctx, credit)}}
	if v.asFile() {
		return v.postedFile("journal-"+journal+"-"+out.From.String(), out.Name, shown)
	}
	p := part{ID: "h-lines", Title: out.Name, Sub: v.say("web.books.balanced", "amount", debit), Grid: &g, Links: v.fileLinks()}
	if len(g.Lines) == 0 {
		p.Grid, p.Links, p.Empty = nil, nil, v.noEntries()
	} else {
		p.Pager = v.sheeted(&g)
	}
	b.Parts = []part{p}
	return v.board(b, nil)
}

func (v *visit) noEntries() *ui.EmptyPage {
	return &ui.EmptyPage{Kind: ui.NoResult, Title: v.say("web.books.none"), Text: v.say("web.books.none.why")}
}

// entriesOf are lines entry by entry.
func entriesOf(lines []closing.Posted) (out [][]closing.Posted) {
	for _, p := range lines {
		if n := len(out); n > 0 && out[n-1][0].Fact == p.Fact {
			out[n-1] = append(out[n-1], p)
		} else {
			out = append(out, []closing.Posted{p})
		}
	}
	return out
}

// holdsText tells whether a line of an entry holds a text: an entry is shown whole.
func (v *visit) holdsText(whole []closing.Posted, text string) bool {
	return text == "" || slices.ContainsFunc(whole, func(p closing.Posted) bool {
		return strings.Contains(words.Plain(p.Text+" "+p.Document+" "+p.Customer+" "+p.Account+" "+p.Number+" "+p.Debit.Text()+" "+p.Credit.Text()), text)
	})
}

// postedFile are lines of the books as a file.
func (v *visit) postedFile(name, title string, lines []closing.Posted) error {
	headers := []string{v.say("web.steer.col.on"), v.say("web.books.col.journal"), v.say("web.books.col.number"), v.say("web.books.col.account"), v.say("web.col.customer"), v.say("web.steer.col.document"), v.say("web.books.col.text"), v.say("web.books.col.debit"), v.say("web.books.col.credit"), v.say("web.col.currency")}
	var rows [][]any
	for _, p := range lines {
		rows = append(rows, []any{p.Day, p.Journal, p.Number, p.Account, p.Customer, p.Document, p.Text, p.Debit, p.Credit, p.Debit.Currency})
	}
	return v.tableFile(name, title, headers, rows)
}

// bookEntry is one entry, with the fact that posted it.
func (v *visit) bookEntry() error {
	out, err := ask(v, app.ShowEntry, closing.EntryIn{Fact: v.r.PathValue("fact")})
	if err != nil {
		return err
	}
	first := out.Lines[0]
	b := board{Head: ui.Heading{Title: out.Text, Sub: first.Number, Crumbs: []ui.Link{{Href: "/journals?journal=" + escape(first.Journal) + "&from=" + first.Day.MonthStart().String() + "&to=" + first.Day.MonthEnd().String(), Text: v.say("web.books.journal." + first.Journal)}}}}
	g := ui.Grid{Caption: v.say("web.books.lines"), Columns: v.postedColumns(v.say("web.books.col.account"))}
	debit := money.Amount(0).In(first.Debit.Currency)
	for n, p := range out.Lines {
		debit.Minor += p.Debit.Minor
		g.Lines = append(g.Lines, v.posted(p, n, false))
	}
	g.Totals = [][]string{{v.say("web.total"), "", "", "", "", ui.Money(v.ctx, debit), ui.Money(v.ctx, debit)}}
	by := v.say("web.machine")
	if out.By != "" {
		by = v.say("web.by", "who", out.By)
	}
	facts := []ui.Fact{{Name: v.say("web.books.fact"), Text: out.Text, Href: v.pieceHref(first.Document)}, {Name: v.say("web.books.who"), Text: by}, {Name: v.say("web.books.recorded"), Text: v.instant(out.At)}, {Name: v.say("web.books.business_day"), Text: ui.Day(v.ctx, out.Day)},
		{Name: v.say("web.books.posted_on"), Text: ui.Day(v.ctx, first.Day)}, {Name: v.say("web.books.validated"), Text: v.validatedOn(out)}, {Name: v.say("web.books.seal"), Text: v.sealed(out.Seal)}}
	b.Parts = []part{{ID: "h-lines", Title: v.say("web.books.lines"), Sub: v.say("web.books.balanced", "amount", debit), Grid: &g}, {ID: "h-fact", Title: v.say("web.books.fact"), Facts: facts}}
	return v.board(b, nil)
}

func (v *visit) validatedOn(out closing.EntryView) string {
	if out.ValidatedOn.IsZero() {
		return v.say("web.books.not_validated")
	}
	return ui.Day(v.ctx, out.ValidatedOn)
}

func (v *visit) sealed(n int64) string {
	if n == 0 {
		return v.say("web.books.not_sealed")
	}
	return ui.Number(v.ctx, n)
}

// balance is the trial balance: each account leads to its lines.
func (v *visit) balance() error {
	return v.balanceOf("/balance", "web.books.balance", func(in closing.Days) (closing.BalanceOut, error) {
		return ask(v, app.ShowBalance, closing.BalanceIn{Days: in})
	})
}

// auxiliary are the accounts of customers.
func (v *visit) auxiliary() error {
	return v.balanceOf("/auxiliary", "web.books.auxiliary", func(in closing.Days) (closing.BalanceOut, error) {
		return ask(v, app.ShowAuxiliary, closing.AuxiliaryIn{Days: in, Account: v.r.URL.Query().Get("account")})
	})
}

func (v *visit) balanceOf(path, title string, of func(closing.Days) (closing.BalanceOut, error)) error {
	in, fields, wrong := v.bookDays()
	b := board{Head: ui.Heading{Title: v.say(title)}, Path: path, Fields: fields}
	if path == "/auxiliary" {
		b.Fields = append(b.Fields, ui.Input{Name: "account", Label: v.say("web.books.col.account"), Value: v.r.URL.Query().Get("account")})
	}
	if wrong != nil {
		return v.board(b, wrong)
	}
	out, err := of(in)
	if err != nil {
		return v.board(b, err)
	}
	b.Head.Sub, b.Buttons = v.spanOf(out.From, out.To), v.months(in)
	if v.asFile() {
		return v.balanceFile(strings.Trim(path, "/")+"-"+out.To.String(), v.say(title), out)
	}
	g := ui.Grid{Caption: v.say(title), Columns: []ui.Column{{Name: v.say("web.books.col.account"), Grow: true}, {Name: v.say("web.books.col.before"), Num: true}, {Name: v.say("web.books.col.debit"), Num: true}, {Name: v.say("web.books.col.credit"), Num: true}, {Name: v.say("web.books.col.after"), Num: true, Key: true}}}
	for _, r := range out.Rows {
		days := "?from=" + out.From.String() + "&to=" + out.To.String()
		name := ui.Cell{Text: r.Name, Small: r.Account, Href: v.link2("/accounts/{account}", "/accounts/"+escape(r.Account)+days)}
		after := ui.Cell{Text: ui.Money(v.ctx, r.After), Href: name.Href}
		if r.Customer != "" {
			name = ui.Cell{Text: r.Name, Small: r.Account + "\u00a0· " + r.Customer, Href: v.link2("/customers/{id}", "/customers/"+escape(r.Customer)+"?part=account")}
			after.Href = v.link2("/lettering/{customer}", "/lettering/"+escape(r.Customer)+"?as_of="+out.To.String())
		}
		g.Lines = append(g.Lines, ui.Line{ID: r.Account + r.Customer, Cells: []ui.Cell{name, {Text: ui.Money(v.ctx, r.Before), Soft: r.Before.Minor == 0}, {Text: ui.Money(v.ctx, r.Debit), Soft: r.Debit.Minor == 0}, {Text: ui.Money(v.ctx, r.Credit), Soft: r.Credit.Minor == 0}, after}})
	}
	g.Totals = [][]string{{v.say("web.total"), ui.Money(v.ctx, out.Before), ui.Money(v.ctx, out.Debit), ui.Money(v.ctx, out.Credit), ui.Money(v.ctx, out.After)}}
	p := part{ID: "h-balance", Title: v.say(title), Sub: v.say("web.books.debit_positive"), Grid: &g, Links: v.fileLinks()}
	if len(g.Lines) == 0 {
		p.Grid, p.Links, p.Empty = nil, nil, v.noEntries()
	} else {
		p.Pager = v.sheeted(&g)
	}
	b.Parts = []part{p}
	return v.board(b, nil)
}

func (v *visit) balanceFile(name, title string, out closing.BalanceOut) error {
	headers := []string{v.say("web.books.col.account"), v.say("web.col.name"), v.say("web.col.customer"), v.say("web.books.col.before"), v.say("web.books.col.debit"), v.say("web.books.col.credit"), v.say("web.books.col.after"), v.say("web.col.currency")}
	var rows [][]any
	for _, r := range out.Rows {
		rows = append(rows, []any{r.Account, r.Name, r.Customer, r.Before, r.Debit, r.Credit, r.After, r.After.Currency})
	}
	return v.tableFile(name, title, headers, rows)
}

// bookAccount is an account of the general ledger over some days.
func (v *visit) bookAccount() error {
	in, fields, wrong := v.bookDays()
	number := v.r.PathValue("account")
	b := board{Head: ui.Heading{Title: number, Crumbs: []ui.Link{{Href: "/balance?from=" + in.From.String() + "&to=" + in.To.String(), Text: v.say("web.books.balance")}}}, Path: "/accounts/" + escape(number), Fields: fields}
	if wrong != nil {
		return v.board(b, wrong)
	}
	out, err := ask(v, app.ShowAccount, closing.AccountIn{Account: number, Days: in})
	if err != nil {
		return v.board(b, err)
	}
	if v.asFile() {
		return v.postedFile("account-"+out.Account+"-"+out.From.String(), out.Name, out.Lines)
	}
	b.Head.Title, b.Head.Sub, b.Buttons = out.Account+" "+out.Name, v.spanOf(out.From, out.To), v.months(in)
	before, after := v.moneyFigure(v.say("web.books.col.before"), ui.Day(v.ctx, out.From), out.Before), v.moneyFigure(v.say("web.books.col.after"), ui.Day(v.ctx, out.To), out.After)
	g := ui.Grid{Caption: out.Name, Columns: v.postedColumns(v.say("web.books.col.journal"))}
	debit, credit := money.Amount(0).In(out.Before.Currency), money.Amount(0).In(out.Before.Currency)
	for n, p := range out.Lines {
		debit.Minor, credit.Minor = debit.Minor+p.Debit.Minor, credit.Minor+p.Credit.Minor
		g.Lines = append(g.Lines, v.posted(p, n, true))
	}
	g.Totals = [][]string{{v.say("web.total_rows", "n", len(g.Lines)), "", "", "", "", ui.Money(v.ctx, debit), ui.Money(v.ctx, credit)}}
	b.Figures = []ui.Figure{before, v.moneyFigure(v.say("web.books.col.debit"), "", debit), v.moneyFigure(v.say("web.books.col.credit"), "", credit), after}
	p := part{ID: "h-lines", Title: v.say("web.books.lines"), Grid: &g, Links: v.fileLinks()}
	if len(g.Lines) == 0 {
		p.Grid, p.Links, p.Empty = nil, nil, v.noEntries()
	} else {
		p.Pager = v.sheeted(&g)
	}
	b.Parts = []part{p}
	return v.board(b, nil)
}

// lettering is a customer's account, group by group of what settles what.
func (v *visit) lettering() error {
	wrong := refuse.New(refuse.Invalid, "input.invalid")
	number := v.r.PathValue("customer")
	in := closing.LetteringIn{Customer: number, AsOf: v.dayOf("as_of", wrong)}
	b := board{Head: ui.Heading{Title: v.say("web.books.lettering"), Crumbs: []ui.Link{{Href: v.link2("/customers/{id}", "/customers/"+escape(number)), Text: number}}}, Path: "/lettering/" + escape(number)}
	b.Fields = []ui.Input{{Name: "as_of", Label: v.say("web.as_of"), Kind: "date", Value: v.r.URL.Query().Get("as_of")}}
	if err := refusedFields(wrong); err != nil {
		return v.board(b, err)
	}
	out, err := ask(v, app.ShowLettering, in)
	if err != nil {
		return v.board(b, err)
	}
	b.Fields[0].Value = out.AsOf.String()
	b.Head.Sub = v.say("web.on_day", "day", ui.Day(v.ctx, out.AsOf))
	g := ui.Grid{Caption: v.say("web.books.lettering"), Columns: append([]ui.Column{{Name: v.say("web.books.col.letters")}}, v.postedColumns(v.say("web.books.col.journal"))...)}
	for k, group := range out.Groups {
		for n, p := range group.Lines {
			line := v.posted(p, n, true)
			letters := ui.Cell{Text: group.Code}
			if group.Code == "" {
				letters = ui.Cell{Text: v.say("web.books.open"), Soft: true}
			}
			g.Lines = append(g.Lines, ui.Line{ID: fmt.Sprint(k, line.ID), Cells: append([]ui.Cell{letters}, line.Cells...)})
		}
	}
	g.Columns[0], g.Columns[1] = ui.Column{Name: g.Columns[0].Name}, ui.Column{Name: g.Columns[1].Name, Grow: true}
	g.Totals = [][]string{{v.say("web.books.rest"), "", "", "", "", "", "", ui.Money(v.ctx, out.Total)}}
	p := part{ID: "h-lines", Title: v.say("web.books.lettering"), Sub: v.say("web.books.lettering.sub"), Grid: &g}
	if len(g.Lines) == 0 {
		p.Grid, p.Empty = nil, v.noEntries()
	} else {
		p.Pager = v.sheeted(&g)
	}
	b.Parts = []part{p}
	return v.board(b, nil)
}
