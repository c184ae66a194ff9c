package web

import (
	"encoding/json"
	"net/http"
	"strings"

	"encaisse/app"
	"encaisse/app/form"
	"encaisse/base/money"
	"encaisse/base/refuse"
	"encaisse/base/words"
	"encaisse/web/ui"
)

// sheet is a form of rows: a quantity or more for each line of a document.
type sheet struct {
	title, path, back string
	entry             *app.Entry
	number            string // of the document; "" for a new one
	head              []ui.Input
	columns           []string // names of the fields of a row
	rows              []sheetRow
	do, icon          string
	hint              string
}

// sheetRow is a line: its name, and what is in its fields. key names it to the
// command ("n" or "sku"); an empty row may be left empty.
type sheetRow struct {
	key, is     string
	name, small string
	values      []string
	expected    string
	open        bool // also its name is typed
}

// sheetPage is what the template shows of it.
type sheetPage struct {
	Head      ui.Heading
	Path      string
	Back      string
	Key       string
	Hint      string
	Fields    []ui.Input
	Columns   []string
	Names     []string
	Rows      []sheetShown
	Do, Icon  string
	Problems  []ui.Problem
	Expecting bool
	Open      bool
}

type sheetShown struct {
	Is, Name, Small, Expected string
	Values                    []string
	Open                      bool
}

func (v *visit) sheetPage(s sheet) sheetPage {
	p := sheetPage{Head: ui.Heading{Title: s.title}, Path: s.path, Back: s.back, Key: v.keyOf(), Fields: s.head, Names: s.columns, Do: s.do, Icon: s.icon, Hint: s.hint}
	for _, c := range s.columns {
		p.Columns = append(p.Columns, v.say("web.sheet."+c))
	}
	for _, r := range s.rows {
		p.Rows = append(p.Rows, sheetShown{r.is, r.name, r.small, r.expected, r.values, r.open})
		p.Expecting = p.Expecting || r.expected != ""
		p.Open = p.Open || r.open
	}
	return p
}

// drawSheet shows a sheet, or what was wrong with it.
func (v *visit) drawSheet(s sheet, why error) error {
	p := v.sheetPage(s)
	status := http.StatusOK
	if why != nil {
		r, _ := refuse.As(why)
		status = r.Kind.Status()
		said := v.app.Problem(v.view.Lang, why)
		for _, e := range said.Errors {
			p.Problems = append(p.Problems, ui.Problem{Text: e.Detail})
		}
		if len(said.Errors) == 0 {
			p.Problems = []ui.Problem{{Text: said.Detail}}
		}
	}
	return v.status(status, s.title, sheetBody(p))
}

// fillSheet does the command of a sheet with what was typed, under the key of
// the form. What is refused comes back as it was typed.
func (v *visit) fillSheet(s sheet) error {
	_ = v.r.ParseForm() // what can not be read is empty
	body := map[string]any{}
	for i := range s.head {
		f := &s.head[i]
		if f.Value = strings.TrimSpace(v.r.PostForm.Get(f.Name)); f.Value != "" {
			body[f.Name] = f.Value
		}
	}
	wrong := refuse.New(refuse.Invalid, "input.invalid")
	body["lines"] = v.sheetLines(&s, wrong)
	if len(wrong.Fields) > 0 {
		return v.drawSheet(s, wrong)
	}
	in := s.entry.NewInput()
	text, err := json.Marshal(body)
	if err == nil {
		err = json.Unmarshal(text, in)
	}
	if err == nil && s.number != "" {
		err = form.Set(in, "id", s.number)
	}
	if err != nil {
		return err
	}
	call := v.call
	call.Key = "web:" + v.r.PostFormValue("key")
	_, _, err = s.entry.Run(v.r.Context(), v.app, call, in)
	if r, no := refuse.As(err); no && r.Kind != 0 && r.Kind != refuse.Unknown && r.Code != "app.role" {
		return v.drawSheet(s, err)
	}
	if err != nil {
		return err
	}
	return v.to(sameBut(s.back, "done", "do"))
}

// sheetLines reads the rows; those where nothing was typed are left out.
func (v *visit) sheetLines(s *sheet, wrong *refuse.Refusal) []map[string]any {
	lines := []map[string]any{}
	at := func(name string, i int) string {
		if list := v.r.PostForm[name]; i < len(list) {
			return strings.TrimSpace(list[i])
		}
		return ""
	}
	for i := range s.rows {
		r := &s.rows[i]
		if r.open {
			r.is = at(r.key, i)
			r.name = r.is
		}
		line := map[string]any{r.key: r.is}
		if r.key == "n" {
			line[r.key] = json.Number(r.is)
		}
		typed := false
		r.values = make([]string, len(s.columns))
		for k, c := range s.columns {
			if r.values[k] = at(c, i); r.values[k] == "" {
				continue
			}
			q, err := money.ParseQuantity(words.Untyped(r.values[k]))
			if err != nil {
				wrong.At("/"+c, "order.quantity", "quantity", r.values[k])
				continue
			}
			line[c], typed = q, true
		}
		if typed {
			lines = append(lines, line)
		}
	}
	return lines
}
