package web

import (
	"encoding/json"
	"io"
	"mime"
	"net/http"
	"strings"

	"encaisse/app"
	"encaisse/app/work"
	"encaisse/base/day"
	"encaisse/base/refuse"
	"encaisse/web/ui"
)

// importPage asks for a file, or shows how one was read.
type importPage struct {
	Head     ui.Heading
	Path     string
	Key      string
	Fields   []ui.Input
	Problems []ui.Problem
	Warnings []string
	Known    string
}

// mostFile of a page: a hundred thousand rows are less.
const mostFile = 50 << 20

// newImport asks for a file.
func (v *visit) newImport() error {
	p := v.importPage(app.ToImport{Kind: v.r.URL.Query().Get("kind")})
	return v.show(p.Head.Title, importBody(p))
}

func (v *visit) importPage(in app.ToImport) importPage {
	kinds := ui.Input{Name: "kind", Label: v.say("web.import.kind"), Kind: "select", Required: true, Value: in.Kind}
	for _, k := range app.ImportKinds() {
		if app.MayImport(v.signed.Role, k) {
			kinds.Options = append(kinds.Options, ui.Option{Value: k, Text: v.say("web.kind." + k)})
		}
	}
	cutover := ui.Input{Name: "cutover", Label: v.say("web.field.cutover"), Kind: "date", Hint: v.say("web.hint.cutover")}
	if !in.Cutover.IsZero() {
		cutover.Value = in.Cutover.String()
	}
	return importPage{Head: ui.Heading{Title: v.say("web.import"), Sub: v.say("web.import.what"), Crumbs: []ui.Link{{Href: "/runs", Text: v.say("web.runs")}}}, Path: "/imports",
		Key: v.app.DB.NewID().Text("key"), Fields: append([]ui.Input{kinds, {Name: "file", Label: v.say("web.field.file"), Kind: "file", Required: true}, cutover}, v.readFields(nil, app.ReadAs{})...)}
}

// ways are the ways a file may be written.
var ways = []struct {
	name   string
	values [][2]string // as the registry has it, and its word
}{
	{"encoding", [][2]string{{"utf-8", "utf-8"}, {"cp1252", "cp1252"}, {"latin-1", "latin1"}}},
	{"separator", [][2]string{{";", "semicolon"}, {",", "comma"}, {"tab", "tab"}}},
	{"decimal", [][2]string{{"comma", "comma"}, {"point", "point"}}},
	{"dates", [][2]string{{"iso", "iso"}, {"fr", "fr"}, {"us", "us"}}},
}

// readFields are the fields that say how a file is written: found in it, unless
// said otherwise.
func (v *visit) readFields(found map[string]string, as app.ReadAs) (out []ui.Input) {
	said := map[string]string{"encoding": as.Encoding, "separator": as.Separator, "decimal": as.Decimal, "dates": as.Dates}
	for _, w := range ways {
		f := ui.Input{Name: w.name, Label: v.say("web.field." + w.name), Kind: "select", Value: said[w.name], Hint: v.say("web.import.auto")}
		if found[w.name] != "" {
			f.Hint = v.say("web.import.auto") + v.say("web.colon") + found[w.name]
		}
		for _, x := range w.values {
			f.Options = append(f.Options, ui.Option{Value: x[0], Text: v.say("web.as." + x[1])})
		}
		out = append(out, f)
	}
	return out
}

// beginImport checks a file that was sent, as work that can be left and found
// again.
func (v *visit) beginImport() error {
	v.r.Body = http.MaxBytesReader(v.w, v.r.Body, mostFile)
	if err := v.r.ParseMultipartForm(8 << 20); err != nil {
		return refuse.New(refuse.BadRequest, "input.too_large", "max", mostFile>>20)
	}
	in := app.ToImport{Kind: v.r.PostFormValue("kind"), Dry: true}
	wrong := refuse.New(refuse.Invalid, "input.invalid")
	v.readInput(&in, wrong)
	f, head, err := v.r.FormFile("file")
	if err == nil {
		defer f.Close()
		in.Name = head.Filename
		in.Data, err = io.ReadAll(f)
	}
	if err != nil || len(in.Data) == 0 {
		wrong.At("/file", "work.empty")
	}
	if in.Kind == "" {
		wrong.At("/kind", "input.required", "name", v.say("web.import.kind"))
	}
	if len(wrong.Fields) > 0 {
		p := v.importPage(in)
		v.wrong(wrong, p.Fields, &p.Problems)
		return v.status(http.StatusUnprocessableEntity, p.Head.Title, importBody(p))
	}
	out, err := command(v, app.BeginImport, v.r.PostFormValue("key"), in)
	if err != nil {
		return err
	}
	return v.toRun(out)
}

func (v *visit) readInput(in *app.ToImport, wrong *refuse.Refusal) {
	in.Encoding, in.Separator, in.Decimal, in.Dates = v.r.PostFormValue("encoding"), v.r.PostFormValue("separator"), v.r.PostFormValue("decimal"), v.r.PostFormValue("dates")
	if text := v.r.PostFormValue("cutover"); text != "" {
		d, err := day.Parse(text)
		if err != nil {
			wrong.At("/cutover", "input.date")
		}
		in.Cutover = d
	}
}

// readAgain checks the same file, read otherwise.
func (v *visit) readAgain() error {
	id := v.r.PathValue("id")
	w, err := ask(v, app.ShowRun, work.Ref{ID: id})
	if err != nil {
		return err
	}
	f, err := ask(v, app.RunFile, work.FileOf{ID: id, Kind: "file"})
	if err != nil {
		return err
	}
	in := app.ToImport{Kind: w.Command, Name: f.Name, Data: f.Data, Dry: true}
	wrong := refuse.New(refuse.Invalid, "input.invalid")
	if v.readInput(&in, wrong); len(wrong.Fields) > 0 {
		return wrong
	}
	out, err := command(v, app.BeginImport, v.r.PostFormValue("key"), in)
	if err != nil {
		return err
	}
	if _, err := command(v, app.CancelRun, "", work.Ref{ID: id}); err != nil && refuse.Code(err) != "work.state" {
		return err
	}
	return v.toRun(out)
}

// imported is what the report of an import says.
type imported struct {
	AlreadyImported int64 `json:"already_imported"`
	Warned          []struct {
		Row     int    `json:"row"`
		Message string `json:"message"`
	} `json:"warned"`
	Shape *struct {
		Encoding, Separator, Decimal, Dates struct{ Value string }
		Warnings                            []struct{ Message string }
	} `json:"shape"`
}

// reading is how the file of an import was read, to be read otherwise.
func (v *visit) reading(w work.View) *importPage {
	var r imported
	var as app.ReadAs
	if json.Unmarshal(w.Report, &r) != nil || json.Unmarshal(w.Input, &as) != nil || r.Shape == nil {
		return nil
	}
	found := map[string]string{"encoding": r.Shape.Encoding.Value, "separator": r.Shape.Separator.Value, "decimal": r.Shape.Decimal.Value, "dates": r.Shape.Dates.Value}
	for name, value := range found {
		if key := "web.as." + strings.ReplaceAll(value, "latin-1", "latin1"); sentences.Has(key) {
			found[name] = v.say(key)
		}
	}
	p := importPage{Path: "/imports/" + escape(w.ID), Key: v.app.DB.NewID().Text("key"), Fields: v.readFields(found, as)}
	if !as.Cutover.IsZero() {
		p.Fields = append(p.Fields, ui.Input{Name: "cutover", Label: v.say("web.field.cutover"), Kind: "date", Value: as.Cutover.String()})
	}
	for _, x := range r.Shape.Warnings {
		p.Warnings = append(p.Warnings, x.Message)
	}
	for _, x := range r.Warned[:min(len(r.Warned), 20)] {
		p.Warnings = append(p.Warnings, x.Message)
	}
	if r.AlreadyImported > 0 {
		p.Known = v.say("web.import.known", "n", r.AlreadyImported)
	}
	return &p
}

// runFiles are the files that work made.
func (v *visit) runFiles(w work.View) (out []ui.Link) {
	if w.Kind == work.Import && w.Failed > 0 && w.Mine && v.may(app.RunFile.Entry) {
		out = append(out, ui.Link{Href: "/runs/" + escape(w.ID) + "/files/rejected", Text: v.say("web.import.rejected")})
	}
	if file := v.exported(w); file.Name != "" && v.may(app.RunFile.Entry) && !v.app.DB.Now().After(w.EndedAt.AddDate(0, 0, work.KeptDays)) {
		out = append(out, ui.Link{Href: "/runs/" + escape(w.ID) + "/files/" + work.Export, Text: v.say("web.run.take")})
	}
	return out
}

// exportedFile is what the report of work says of the file it made.
type exportedFile struct {
	Name   string `json:"file"`
	SHA256 string `json:"sha256"`
	Bytes  int64  `json:"bytes"`
}

// exported is the file that work made, as long as the visitor may ask for what
// is in it.
func (v *visit) exported(w work.View) (f exportedFile) {
	if w.State != work.Done || w.EndedAt == nil || w.Kind != work.Export && w.Kind != work.Closing {
		return f
	}
	e, ok := app.Find(w.Command)
	if w.Kind == work.Closing {
		e = app.TrialBalance.Entry
	}
	if ok && v.may(e) {
		_ = json.Unmarshal(w.Report, &f) // a report of another shape says nothing here
	}
	return f
}

// runFile sends a file that work made.
func (v *visit) runFile() error {
	f, err := ask(v, app.RunFile, work.FileOf{ID: v.r.PathValue("id"), Kind: v.r.PathValue("kind")})
	if err != nil {
		return err
	}
	h := v.w.Header()
	h.Set("Content-Type", "text/csv; charset=utf-8")
	if !strings.HasSuffix(f.Name, ".csv") {
		h.Set("Content-Type", "application/octet-stream")
	}
	h.Set("X-Content-Type-Options", "nosniff")
	h.Set("Cache-Control", "no-store")
	h.Set("Content-Disposition", mime.FormatMediaType("attachment", map[string]string{"filename": f.Name}))
	_, _ = v.w.Write(f.Data) // the browser is gone: nothing is lost
	return nil
}
