package run

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"reflect"
	"strings"
	"time"

	"encaisse/app"
	"encaisse/app/form"
	"encaisse/app/work"
	"encaisse/base/day"
	"encaisse/base/db"
	"encaisse/base/refuse"
	"encaisse/base/words"
	files "encaisse/connect/table"
	books "encaisse/o2c/closing"
	"encaisse/o2c/ledger"
)

var _ = Handle(work.Export, exported)

// mostRows of a file; pageRows are read at once.
const (
	mostRows = 500_000
	pageRows = "1000"
)

// exported makes a file of what a question answers, page by page, and keeps it.
func exported(ctx context.Context, a *app.App, row work.Row) (any, error) {
	e, ok := app.Find(row.Command)
	if !ok {
		return nil, fmt.Errorf("the work %d asks for %s, which is no question any more", row.ID, row.Command)
	}
	var shared app.Shared
	if err := json.Unmarshal([]byte(row.Input), &shared); err != nil {
		return nil, err
	}
	name, content, err := fileOf(ctx, a, row, e, shared)
	if err != nil {
		return nil, err
	}
	return kept(ctx, a, row, name, content)
}

func kept(ctx context.Context, a *app.App, row work.Row, name string, content []byte) (any, error) {
	return db.Do(ctx, a.DB, asOf(row), func(w *db.Write) (any, error) { return work.Keep(w, row.ID, name, content), w.Err() })
}

// fileOf is the answer of a question as a file: a text in its encoding, or rows as
// CSV in the manner of the language.
func fileOf(ctx context.Context, a *app.App, row work.Row, e *app.Entry, shared app.Shared) (string, []byte, error) {
	call, err := callOf(ctx, a, row)
	if err != nil {
		return "", nil, err
	}
	in, err := e.InputOfAll(shared)
	if err != nil {
		return "", nil, err
	}
	if e.Out == reflect.TypeFor[books.File]() {
		out, _, err := e.Run(ctx, a, call, in)
		if err != nil {
			return "", nil, err
		}
		f := out.(books.File)
		content := []byte(f.Content)
		if f.Encoding == "iso-8859-15" {
			content = ledger.Latin9(f.Content)
		}
		lines := strings.Count(f.Content, "\n")
		Progress(ctx, lines, lines)
		return f.Name, content, nil
	}
	headers, rows, err := rowsOf(ctx, a, call, e, in)
	if err != nil {
		return "", nil, err
	}
	as, err := frame(ctx, a, row.Entity)
	if err != nil {
		return "", nil, err
	}
	style := files.French
	if words.Language(row.Language) == words.English {
		style = files.RFC4180
	}
	_, name, _ := strings.Cut(e.Name, ".")
	name = strings.ReplaceAll(name, "_", "-") + "-" + day.FromTime(a.DB.Now(), as.Zone).String() + ".csv"
	var b bytes.Buffer
	err = files.WriteCSV(&b, headers, rows, style)
	return name, b.Bytes(), err
}

// rowsOf are the rows that a question answers, those of all its pages.
func rowsOf(ctx context.Context, a *app.App, call app.Call, e *app.Entry, in any) (headers []string, rows [][]any, err error) {
	paged := e.Out.Kind() == reflect.Struct
	if paged {
		if err := form.Set(in, "limit", pageRows); err != nil {
			return nil, nil, err
		}
	}
	for next := ""; ; {
		out, _, err := e.Run(ctx, a, call, in)
		if err != nil {
			return nil, nil, err
		}
		if paged {
			v := reflect.ValueOf(out)
			next = ""
			if p := v.FieldByName("Next").Interface().(*string); p != nil {
				next = *p
			}
			out = v.FieldByName("Items").Interface()
		}
		var more [][]any
		headers, more = files.Of(out)
		rows = append(rows, more...)
		if err := counted(ctx, len(more)); err != nil {
			return nil, nil, err
		}
		if next == "" {
			Progress(ctx, len(rows), len(rows))
			return headers, rows, nil
		}
		if len(rows) > mostRows {
			return nil, nil, refuse.New(refuse.Invalid, "work.many", "n", len(rows), "max", mostRows)
		}
		if err := form.Set(in, "cursor", next); err != nil {
			return nil, nil, err
		}
	}
}

// callOf is a call in the name of who began work.
func callOf(ctx context.Context, a *app.App, row work.Row) (app.Call, error) {
	name, err := db.See(ctx, a.DB, asOf(row), func(r *db.Read) (string, error) { return work.Name(r, row.User) })
	return app.Call{Caller: app.Caller{User: row.User, Name: name, Role: row.Role, Entity: row.Entity, Language: words.Language(row.Language)}}, err
}

// removeFiles removes the files that were kept long enough.
func removeFiles(ctx context.Context, a *app.App) (int, error) {
	before := a.DB.Now().Add(-work.KeptDays * 24 * time.Hour)
	total := 0
	for {
		n, err := db.Do(ctx, a.DB, db.As{}, func(w *db.Write) (int, error) { return work.Remove(w, before, chunk) })
		if total += n; err != nil || n < chunk {
			return total, err
		}
	}
}
