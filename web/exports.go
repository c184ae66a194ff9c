package web

import (
	"fmt"
	"mime"
	"net/http"
	"reflect"
	"slices"
	"strings"

	"encaisse/app"
	"encaisse/app/form"
	"encaisse/app/work"
	"encaisse/base/day"
	"encaisse/base/refuse"
	"encaisse/connect/table"
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
	if behind := v.behind(d); len(behind.Posts) > 0 {
		b.Parts = append(b.Parts, behind)
	}
	return v.board(b, nil)
}

// behind are the files that are made as work, however long they are: they wait
// on its page for some days.
func (v *visit) behind(asOf day.Day) part {
	p := part{ID: "h-behind", Title: v.say("web.books.behind"), Sub: v.say("web.books.behind.sub", "days", work.KeptDays)}
	if !v.may(app.BeginExport.Entry) {
		return p
	}
	for _, kind := range append(slices.Clone(exportOrder), "facts") {
		name := "export." + kind
		if kind == "facts" {
			name = app.Audit.Name
		}
		if e, ok := app.Find(name); ok && v.may(e) {
			p.Posts = append(p.Posts, posted{"/exports", "refresh", v.say("web.books.export." + kind), v.toExport(name, asOf)})
		}
	}
	return p
}

// toExport is what a form says of a file to be made.
func (v *visit) toExport(question string, asOf day.Day) []ui.Option {
	out := []ui.Option{{Value: "question", Text: question}, {Value: "key", Text: v.app.DB.NewID().Text("key")}}
	if e, ok := app.Find(question); ok && !asOf.IsZero() && slices.ContainsFunc(e.Fields, func(f form.Field) bool { return f.Name == "as_of" }) {
		out = append(out, ui.Option{Value: "with", Text: "as_of=" + asOf.String()})
	}
	return out
}

// beginExport begins to make a file.
func (v *visit) beginExport() error {
	if err := v.r.ParseForm(); err != nil {
		return refuse.New(refuse.Invalid, "input.invalid")
	}
	out, err := command(v, app.BeginExport, v.r.PostFormValue("key"), app.ToExport{Question: v.r.PostFormValue("question"), With: v.r.PostForm["with"]})
	if err != nil {
		return err
	}
	return v.toRun(out)
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
	headers, rows := table.Of(out)
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
	case "closing.chart", "closing.siren", "closing.nothing", "closing.future":
		b.Notices = []notice{{"warn", "warn", v.say("web.books.fec.not_here"), v.app.Say(v.view.Lang, err)}}
		return v.board(b, nil)
	}
	if err != nil {
		return v.board(b, err)
	}
	b.Figures = []ui.Figure{{Name: v.say("web.books.col.file"), Whole: out.Name}, {Name: v.say("web.books.fec.lines"), Whole: ui.Number(v.ctx, out.Lines)}, {Name: v.say("web.books.fec.faults"), Whole: ui.Number(v.ctx, len(out.Faults))}}
	href := "/exports/fec"
	send := v.toExport(app.FEC.Name, 0)
	if in.Year > 0 {
		href += "?year=" + v.r.URL.Query().Get("year")
		send = append(send, ui.Option{Value: "with", Text: fmt.Sprint("year=", in.Year)})
	}
	b.Next = &ui.NextAction{Title: v.say("web.books.fec.take"), Why: v.say("web.books.fec.take.why"), Href: href, Icon: "export", Label: v.say("web.books.fec.download"), Key: "D"}
	if v.may(app.BeginExport.Entry) {
		b.Next.Href, b.Next.Post = "/exports", send
	}
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
