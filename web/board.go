package web

import (
	"net/url"
	"strconv"

	"encaisse/base/day"
	"encaisse/base/refuse"
	"encaisse/web/ui"
)

// board is a page of panels: figures with what draws them, tables, lists of
// documents, all under one form that says what is asked.
type board struct {
	Head     ui.Heading
	Path     string
	Fields   []ui.Input
	Kept     []ui.Option // what else the form says
	Problems []ui.Problem
	Buttons  []actionLink
	Notices  []notice
	Next     *ui.NextAction
	Tabs     []ui.Tab
	Figures  []ui.Figure
	Parts    []part
}

// part is a panel of a board: whatever of these there is, in this order.
type part struct {
	ID, Title, Sub string
	SubHref        string // what the line beside the title leads to
	Half           bool   // shares its row with another
	Low            bool   // its chart is drawn low: what stands below is to be seen at once
	Said           string
	Chart          *ui.Chart
	Map            []mapStage
	Bars           []ui.Bar
	Facts          []ui.Fact
	Grid           *ui.Grid
	Folded         string // the table is opened by this
	Thread         []threadStep
	Empty          *ui.EmptyPage
	Pager          ui.Paging
	Links          []actionLink
	Posts          []posted
}

// posted is a button that posts what it says.
type posted struct {
	Href, Icon, Text string
	With             []ui.Option
}

// draw shows a board, or what of its address can not be asked.
func (v *visit) board(b board, wrong error) error {
	status := 200
	if wrong != nil {
		r, no := refuse.As(wrong)
		if !no || r.Kind == 0 || r.Kind == refuse.Unknown || r.Kind == refuse.Forbidden {
			return wrong
		}
		status = r.Kind.Status()
		v.wrong(wrong, b.Fields, &b.Problems)
		b.Parts, b.Figures = nil, nil
	}
	return v.status(status, b.Head.Title, boardBody(b))
}

// days of the address; a text that is none is refused at its field.
func (v *visit) dayOf(name string, wrong *refuse.Refusal) (d day.Day) {
	text := v.r.URL.Query().Get(name)
	if text == "" {
		return 0
	}
	d, err := day.Parse(text)
	if err != nil {
		wrong.At("/"+name, "input.date")
	}
	return d
}

func (v *visit) numberOf(name string, least, most int, wrong *refuse.Refusal) int {
	text := v.r.URL.Query().Get(name)
	if text == "" {
		return 0
	}
	n, err := strconv.Atoi(text)
	if err != nil || n < least || n > most {
		wrong.At("/"+name, "input.value")
		return 0
	}
	return n
}

// refusedFields is a refusal when a field of it was refused.
func refusedFields(wrong *refuse.Refusal) error {
	if len(wrong.Fields) == 0 {
		return nil
	}
	return wrong
}

// perSheet is how many documents of a figure stand on one page.
const perSheet = 100

// sheeted cuts the lines of a grid into pages; its totals stay those of all.
func (v *visit) sheeted(g *ui.Grid) ui.Paging {
	all := len(g.Lines)
	at := v.numberOf("at", 0, max(all-1, 0), refuse.New(refuse.Invalid, "input.invalid"))
	end := min(at+perSheet, all)
	g.Lines = g.Lines[min(at, all):end]
	p := ui.Paging{Info: v.say("web.rows", "n", all)}
	if all > perSheet {
		p.Info = v.say("web.steer.sheet", "from", at+1, "to", end, "all", all)
	}
	if at > 0 {
		p.First = v.here("at", "")
	}
	if end < all {
		p.Next = v.here("at", strconv.Itoa(end))
	}
	return p
}

// here is the address of the page with a parameter changed, or taken away.
func (v *visit) here(name, value string) string {
	values := clone(v.r.URL.Query())
	values.Del(name)
	values.Del("done")
	if value != "" {
		values.Set(name, value)
	}
	if len(values) == 0 {
		return v.r.URL.Path
	}
	return v.r.URL.Path + "?" + values.Encode()
}

// asking is what the pages of figures ask about: a day, what was known, a
// period, and whose documents.
type asking struct {
	day             day.Day
	known           int64
	days            int
	customer, group string
}

// asking reads the address, and gives the fields of its form.
func (v *visit) asking(names ...string) (asking, []ui.Input, error) {
	wrong := refuse.New(refuse.Invalid, "input.invalid")
	get := v.r.URL.Query().Get
	a := asking{day: v.dayOf("as_of", wrong), known: v.known(), days: v.numberOf("days", 1, 3660, wrong), customer: get("customer"), group: get("group")}
	if a.day > v.today() {
		wrong.At("/as_of", "input.value")
	}
	var fields []ui.Input
	for _, n := range names {
		f := ui.Input{Name: n, Label: v.say("web.steer.ask." + n), Value: get(n)}
		switch n {
		case "as_of":
			f.Kind = "date"
			if f.Value == "" {
				f.Value = v.today().String()
			}
		case "days":
			f.Kind = "number"
			if f.Value == "" {
				f.Value = "90"
			}
		}
		fields = append(fields, f)
	}
	return a, fields, refusedFields(wrong)
}

// with is an address that asks about the same.
func (a asking) with(path string, pairs ...string) string {
	values := url.Values{}
	set := func(name, value string, is bool) {
		if is {
			values.Set(name, value)
		}
	}
	set("as_of", a.day.String(), !a.day.IsZero())
	set("known", strconv.FormatInt(a.known, 10), a.known > 0)
	set("days", strconv.Itoa(a.days), a.days > 0)
	set("customer", a.customer, a.customer != "")
	set("group", a.group, a.group != "")
	for i := 0; i+1 < len(pairs); i += 2 {
		values.Del(pairs[i])
		set(pairs[i], pairs[i+1], pairs[i+1] != "")
	}
	if len(values) == 0 {
		return path
	}
	return path + "?" + values.Encode()
}
