package importer

import (
	"context"
	"encoding/json"
	"strings"

	"encaisse/app"
	"encaisse/app/run"
	"encaisse/app/work"
	"encaisse/base/db"
	"encaisse/base/refuse"
	"encaisse/base/words"
	"encaisse/connect/table"
)

var _ = run.Handle(work.Import, asWork)

// mostTold of the wrong cells stand on the page; the file of wrong rows has all.
const mostTold = 500

// asWork imports the file that stands beside a piece of work, or only checks it.
func asWork(ctx context.Context, a *app.App, row work.Row) (any, error) {
	var as app.ReadAs
	if err := json.Unmarshal([]byte(row.Input), &as); err != nil {
		return nil, err
	}
	var name, who string
	var data []byte
	_, err := db.See(ctx, a.DB, db.As{Entity: row.Entity}, func(r *db.Read) (any, error) {
		var err error
		if who, err = work.Name(r, row.User); err == nil {
			name, data, err = work.File(r, row.ID, "file")
		}
		if err == db.ErrNone {
			err = refuse.New(refuse.Missing, "work.file")
		}
		return nil, err
	})
	if err != nil {
		return nil, err
	}
	in := Request{Kind: row.Command, File: name, Data: data, DryRun: row.Preview, Cutover: as.Cutover, Progress: func(done, total int) { run.Progress(ctx, done, total) },
		Caller: app.Caller{User: row.User, Name: who, Role: row.Role, Entity: row.Entity, Language: words.Language(row.Language)}}
	if in.Options, err = optionsOf(as); err != nil {
		return nil, err
	}
	out, err := Run(ctx, a, in)
	if err != nil {
		return nil, err
	}
	run.Progress(ctx, out.Rows-wrongRows(out.Errors), out.Rows)
	return out, told(ctx, a, row, out)
}

func optionsOf(as app.ReadAs) (table.Options, error) {
	var b strings.Builder
	for _, f := range [][2]string{{"encoding", as.Encoding}, {"separator", as.Separator}, {"decimal", as.Decimal}, {"date", as.Dates}} {
		if f[1] != "" {
			b.WriteString(f[0] + " = " + f[1] + "\n")
		}
	}
	m, err := table.ParseMap([]byte(b.String()))
	return table.Options{Encoding: m.Encoding, Separator: m.Separator, Decimal: m.Decimal, Dates: m.Dates}, err
}

func wrongRows(cells []Cell) int {
	seen := map[int]bool{}
	for _, c := range cells {
		seen[c.Row] = true
	}
	return len(seen)
}

// told keeps what is wrong with the rows, and the file of them to be corrected.
func told(ctx context.Context, a *app.App, row work.Row, out Result) error {
	var items []work.Item
	for i, c := range out.Errors[:min(len(out.Errors), mostTold)] {
		ref := sentences.Say(words.Language(row.Language), "import.row", refuse.Arg{Name: "row", Value: c.Row}, refuse.Arg{Name: "column", Value: c.Column})
		items = append(items, work.Item{N: int64(i + 1), Ref: ref, State: work.Failed, Code: c.Code, FR: c.Message, EN: c.Message})
	}
	_, err := db.Do(ctx, a.DB, db.As{Entity: row.Entity, Actor: row.User}, func(w *db.Write) (any, error) {
		if out.Rejected != nil {
			work.PutFile(w, row.ID, "rejected", strings.TrimSuffix(out.File, ".csv")+".rejected.csv", out.Rejected)
		}
		return nil, work.Fail(w, row.ID, items)
	})
	return err
}
