package web

import (
	"mime"
	"net/http"
	"reflect"
	"strings"

	"encaisse/app"
	"encaisse/base/refuse"
	"encaisse/o2c/closing"
	"encaisse/o2c/ledger"
	"encaisse/web/ui"
)

// exportOrder are the files there are, in the order of the page.
var exportOrder = []string{"fec", "journal", "trial-balance", "open-items", "invoices", "payments", "exposure", "prices"}

// exports are the files that the visitor may take away.
func (v *visit) exports() error {
	wrong := refuse.New(refuse.Invalid, "input.invalid")
	d := v.dayOf("as_of", wrong)
	b := board{Head: ui.Heading{Title: v.say("web.books.exports"), Sub: v.say("web.books.exports.sub")}, Path: "/exports", Fields: []ui.Input{{Name: "as_of", Label: v.say("web.as_of"), Kind: "date", Value: v.r.URL.Query().Get("as_of")}}}
	if err := refusedFields(wrong); err != nil {
		return v.board(b, err)
	}
	g := ui.Grid{Caption: v.say("web.books.exports"), Columns: []ui.Column{{Name: v.say("web.books.col.file"), Grow: true}, {Name: v.say("web.books.col.what")}, {Name: v.say("web.books.col.format"), Key: true}}}
	for _, kind := range exportOrder {
		e, ok := app.Find("export." + kind)
		if !ok || !v.may(e) {
			continue
		}
		href := "/exports/" + kind
		if kind == "fec" {
			if href = v.link("/fec"); href == "" {
				continue
			}
		} else if !d.IsZero() {
			href += "?as_of=" + d.String()
		}
		format := "CSV"
		if e.Out == reflect.TypeFor[closing.File]() {
			format = "TXT"
		}
		g.Lines = append(g.Lines, ui.Line{ID: kind, Cells: []ui.Cell{{Text: v.say("web.books.export." + kind), Href: href}, {Text: v.say("web.books.export." + kind + ".what"), Soft: true}, {Text: format}}})
	}
	p := part{ID: "h-exports", Title: v.say("web.books.files"), Sub: v.say("web.books.files.sub"), Grid: &g}
	if len(g.Lines) == 0 {
		p.Grid, p.Empty = nil, &ui.EmptyPage{Kind: ui.NoResult, Title: v.say("web.books.no_files"), Text: v.say("web.books.no_files.why")}
	}
	b.Parts = []part{p}
	return v.board(b, nil)
}

// export sends a file: a text as it is, rows as CSV under the names of the API.
func (v *visit) export() error {
	e, ok := app.Find("export." + v.r.PathValue("kind"))
	if !ok {
		return refuse.New(refuse.Missing, "input.route", "path", v.r.URL.Path)
	}
	if err := e.Authorise(v.signed.Role); err != nil {
		return err
	}
	in := e.NewInput()
	for _, f := range e.Fields {
		if text := v.r.URL.Query().Get(f.Name); f.Query && text != "" {
			if err := set(in, f.Name, text); err != nil {
				return err
			}
		}
	}
	out, _, err := e.Run(v.r.Context(), v.app, v.call, in)
	if err != nil {
		return err
	}
	if f, ok := out.(closing.File); ok {
		return v.sendText(f)
	}
	headers, rows := tabled(out)
	return v.csv(strings.TrimPrefix(e.Name, "export.")+"-"+v.today().String(), headers, rows)
}

// sendText sends a text as a file, in its encoding.
func (v *visit) sendText(f closing.File) error {
	content := []byte(f.Content)
	if f.Encoding == "iso-8859-15" {
		content = ledger.Latin9(f.Content)
	}
	h := v.w.Header()
	h.Set("Content-Type", "text/plain; charset="+f.Encoding)
	h.Set("Content-Disposition", mime.FormatMediaType("attachment", map[string]string{"filename": f.Name}))
	h.Set("Cache-Control", "no-store")
	v.w.WriteHeader(http.StatusOK)
	_, _ = v.w.Write(content) // the browser is gone: nothing is lost
	return nil
}

// tabled makes a table of rows: a column for each plain field, by its name.
func tabled(list any) (headers []string, rows [][]any) {
	value := reflect.ValueOf(list)
	t := value.Type().Elem()
	var fields []int
	for i := range t.NumField() {
		f := t.Field(i)
		name, _, _ := strings.Cut(f.Tag.Get("json"), ",")
		if f.Type.Kind() == reflect.Slice || f.Anonymous || name == "" || name == "-" {
			continue // parts of a row have a file of their own
		}
		headers, fields = append(headers, name), append(fields, i)
	}
	for n := range value.Len() {
		var row []any
		for _, i := range fields {
			x := value.Index(n).Field(i)
			if x.Kind() == reflect.Pointer {
				if x.IsNil() {
					row = append(row, "")
					continue
				}
				x = x.Elem()
			}
			row = append(row, x.Interface())
		}
		rows = append(rows, row)
	}
	return headers, rows
}

// fec is the French audit file of a year, with what a check of it finds.
func (v *visit) fec() error {
	wrong := refuse.New(refuse.Invalid, "input.invalid")
	in := closing.FECIn{Year: int64(v.numberOf("year", 1, 9999, wrong))}
	b := board{Head: ui.Heading{Title: v.say("web.books.export.fec"), Sub: v.say("web.books.export.fec.what"), Crumbs: []ui.Link{{Href: "/exports", Text: v.say("web.books.exports")}}}, Path: "/fec", Fields: []ui.Input{{Name: "year", Label: v.say("web.books.year"), Kind: "number", Value: v.r.URL.Query().Get("year")}}}
	if err := refusedFields(wrong); err != nil {
		return v.board(b, err)
	}
	out, err := ask(v, app.CheckFEC, in)
	switch refuse.Code(err) {
	case "":
	case "closing.unvalidated":
		b.Notices = []notice{{"warn", "warn", v.say("web.books.fec.not_yet"), v.app.Say(v.view.Lang, err)}}
		b.Next = v.next(about{}, v.say("web.books.validate.why"), "ledger.validate")
		return v.board(b, nil)
	case "closing.chart", "closing.siren", "closing.nothing":
		b.Notices = []notice{{"warn", "warn", v.say("web.books.fec.not_here"), v.app.Say(v.view.Lang, err)}}
		return v.board(b, nil)
	}
	if err != nil {
		return v.board(b, err)
	}
	b.Figures = []ui.Figure{{Name: v.say("web.books.col.file"), Whole: out.Name}, {Name: v.say("web.books.fec.lines"), Whole: ui.Number(v.ctx, out.Lines)}, {Name: v.say("web.books.fec.faults"), Whole: ui.Number(v.ctx, len(out.Faults))}}
	href := "/exports/fec"
	if in.Year > 0 {
		href += "?year=" + v.r.URL.Query().Get("year")
	}
	b.Next = &ui.NextAction{Title: v.say("web.books.fec.take"), Why: v.say("web.books.fec.take.why"), Href: href, Icon: "export", Label: v.say("web.books.fec.download"), Key: "D"}
	p := part{ID: "h-report", Title: v.say("web.books.fec.report")}
	if len(out.Faults) == 0 {
		p.Empty = &ui.EmptyPage{Kind: ui.Done, Title: v.say("web.books.fec.good"), Text: v.say("web.books.fec.good.why", "n", out.Lines)}
	} else {
		g := ui.Grid{Caption: p.Title, Columns: []ui.Column{{Name: v.say("web.books.fec.fault"), Grow: true}, {Name: v.say("web.books.fec.line"), Num: true, Key: true}}}
		for _, f := range out.Faults {
			g.Lines = append(g.Lines, ui.Line{ID: f.Code, Cells: []ui.Cell{{Text: f.Text}, {Text: ui.Number(v.ctx, f.Line)}}})
		}
		p.Pager = v.sheeted(&g)
		p.Grid = &g
	}
	b.Parts = []part{p}
	return v.board(b, nil)
}
