package importer

import (
	"strings"

	"encaisse/app"
	"encaisse/base/refuse"
	"encaisse/base/words"
	"encaisse/connect/table"
)

// sentences of the import and of the files it reads; every other one is the
// registry's.
var sentences = words.NewCatalog(words.Base, table.Texts, Texts)

func say(a *app.App, l words.Language, code string, args []refuse.Arg) string {
	if sentences.Has(code) {
		return sentences.Say(l, code, args...)
	}
	return a.Say(l, &refuse.Refusal{Code: code, Kind: refuse.Invalid, Args: args})
}

// cells says a refusal about a row: one cell for each wrong place it names,
// else the one its argument column names. header is what the file calls a
// column of ours.
func cells(a *app.App, l words.Language, no *refuse.Refusal, row int, header func(string) string) []Cell {
	if len(no.Fields) == 0 {
		column := ""
		for _, arg := range no.Args {
			switch v := arg.Value.(type) {
			case string:
				if arg.Name == "column" {
					column = v
				}
			case int:
				if arg.Name == "row" {
					row = v
				}
			case []string:
				if arg.Name == "headers" {
					column = strings.Join(v, ", ")
				}
			}
		}
		return []Cell{{row, column, no.Code, say(a, l, no.Code, no.Args)}}
	}
	var list []Cell
	for _, f := range no.Fields {
		one := &refuse.Refusal{Code: f.Code, Args: f.Args}
		cell := cells(a, l, one, row, header)[0]
		if cell.Column == "" {
			cell.Column = header(strings.TrimPrefix(f.Pointer, "/"))
		}
		list = append(list, cell)
	}
	return list
}

// Shape is how a file is written, with its warnings said.
type Shape struct {
	Format    string    `json:"format"`
	Encoding  Found     `json:"encoding"`
	Separator Found     `json:"separator"`
	Sheet     string    `json:"sheet"`
	Decimal   Found     `json:"decimal"`
	Dates     Found     `json:"dates"`
	Warnings  []Warning `json:"warnings"`
}

// Found is one thing found out about a file, and how sure that is: given,
// certain, likely, assumed, or unused (nothing in the file depends on it).
type Found struct {
	Value string     `json:"value"`
	Sure  table.Sure `json:"sure"`
}

// Warning is something to look at before the rows are used.
type Warning struct {
	Code    string `json:"code"`
	Message string `json:"message"`
}

func shape(l words.Language, s table.Shape) *Shape {
	found := func(f table.Finding) Found { return Found{f.Value, f.Sure} }
	out := &Shape{s.Format, found(s.Encoding), found(s.Separator), s.Sheet, found(s.Decimal), found(s.Dates), []Warning{}}
	for _, w := range s.Warnings {
		out.Warnings = append(out.Warnings, Warning{w.Code, sentences.Say(l, w.Code, w.Args...)})
	}
	return out
}
