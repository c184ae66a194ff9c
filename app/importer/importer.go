// Package importer takes files of other programs in: it checks the whole file,
// applies it in pieces that resume after a crash, each row once, and expands
// orders of the past into dated steps (domain.md 12).
package importer

import (
	"context"
	"crypto/sha256"
	"time"

	"encaisse/app"
	"encaisse/base/day"
	"encaisse/base/db"
	"encaisse/base/refuse"
	"encaisse/connect/table"
	"encaisse/o2c/seller"
)

// Request is a file to import.
type Request struct {
	Kind     string // one of Kinds
	File     string // its name, to be told
	Data     []byte
	Map      []byte // map file for other headers (table.ParseMap); nil for none
	DryRun   bool   // check only
	Cutover  day.Day
	Options  table.Options // what is not to be found out; its Map is read from Map
	Caller   app.Caller
	Progress func(done, total int) // told after each piece; nil for nobody
}

// Result says what became of the rows of a file. Rows are the lines of the
// file, the header is 1. With errors nothing was applied, unless a row was
// refused while the file was being applied: then the same bytes again go on.
type Result struct {
	File            string `json:"file"`
	Kind            string `json:"kind"`
	Rows            int    `json:"rows"`
	Applied         int    `json:"applied" doc:"rows that had an effect"`
	AlreadyImported int    `json:"already_imported" doc:"rows that were there before"`
	Warnings        int    `json:"warnings"`
	Errors          []Cell `json:"errors"`
	Warned          []Cell `json:"warned" doc:"what the warnings are"`
	Shape           *Shape `json:"shape" doc:"how the file is written, as found; null for a file known by its bytes"`
	Rejected        []byte `json:"-"` // CSV of the wrong rows with a column error; nil when there is none
}

// Cell is what is said about a cell (or, without column, a row) of the file.
type Cell struct {
	Row     int    `json:"row"`
	Column  string `json:"column"`
	Code    string `json:"code"`
	Message string `json:"message"`
}

// Run imports a file. What is wrong with its rows is in the result; an error
// is a refusal of the request itself (import.kind, table.map …, table.option)
// or of the database.
func Run(ctx context.Context, a *app.App, in Request) (Result, error) {
	out := Result{File: in.File, Kind: in.Kind, Errors: []Cell{}, Warned: []Cell{}}
	k, err := find(in.Kind)
	if err != nil {
		return out, err
	}
	if in.Options.Map, err = table.ParseMap(in.Map); err != nil {
		return out, err
	}
	f, err := begin(ctx, a, in)
	if err != nil {
		return out, err
	}
	if f.State == done {
		out.Rows, out.AlreadyImported = int(f.RowCount), int(f.RowCount)
		return out, nil
	}
	if k.shape != nil {
		k, in.Data = k.shape(k, in.Data)
	}
	sheet, err := table.Read(in.Data, k.columns, in.Options)
	if err != nil {
		return out, unread(a, in, &out, err)
	}
	out.Rows, out.Shape = len(sheet.Rows), shape(in.Caller.Language, sheet.Shape)
	c, err := db.See(ctx, a.DB, f.as(in, db.As{}), func(r *db.Read) (*check, error) { return judge(r, a, k, sheet, f, in, &out) })
	if err != nil {
		return out, err
	}
	if len(out.Errors) > 0 {
		return out, c.reject(in)
	}
	steps := c.due()
	out.AlreadyImported = out.Rows - rowsOf(steps)
	if in.DryRun {
		return out, nil
	}
	return out, apply(ctx, a, c, steps, in, &out)
}

// begin finds out for whom and as of which day the file is imported, and
// whether its bytes were met before.
func begin(ctx context.Context, a *app.App, in Request) (*file, error) {
	sum := sha256.Sum256(in.Data)
	f := &file{Kind: in.Kind, Hash: sum[:], Entity: in.Caller.Entity, Cutover: in.Cutover}
	return db.See(ctx, a.DB, db.As{Actor: in.Caller.User, Entity: in.Caller.Entity}, func(r *db.Read) (*file, error) {
		e, err := seller.Of(r)
		if err == db.ErrNone {
			return nil, refuse.New(refuse.Invalid, "import.entity")
		}
		if err != nil {
			return nil, err
		}
		if f.zone, err = seller.Zone(r, e.ID); err != nil {
			return nil, err
		}
		r.Zone = f.zone
		known, err := db.One[file](r, qFile, f.Kind, f.Hash, f.Entity)
		if err == nil {
			known.entity, known.zone, known.today = e, f.zone, r.Today()
			return &known, nil
		}
		if err != db.ErrNone {
			return nil, err
		}
		f.entity, f.today, f.Day = e, r.Today(), r.Today()
		if f.Cutover.IsZero() {
			f.Cutover = f.Day
		}
		return f, nil
	})
}

// unread lists what kept the file from being read; a mistake of the request is
// returned.
func unread(a *app.App, in Request, out *Result, err error) error {
	no, ok := refuse.As(err)
	if !ok || no.Code == "table.option" || no.Code == "table.map_column" || no.Code == "table.map_constant" {
		return err
	}
	out.Errors = cells(a, in.Caller.Language, no, 1, func(string) string { return "" })
	return nil
}

// as completes the frame a transaction of the import runs in.
func (f *file) as(in Request, as db.As) db.As {
	as.Actor, as.Role, as.Entity, as.Zone, as.Speak = in.Caller.User, in.Caller.Role, f.Entity, f.zone, in.Caller.Language
	return as
}

// A file is an import, known by its bytes; the row of import_file.
type file struct {
	ID        db.ID // 0 = not begun
	Kind      string
	Hash      []byte
	Name      string
	Entity    db.ID
	Number    int64 // of the entity's imports of orders; their invoices are H<n>-000001…
	Day       day.Day
	Cutover   day.Day
	State     string
	RowCount  int64
	Applied   int64
	StepCount int64

	entity seller.Entity  `db:"-"`
	zone   *time.Location `db:"-"`
	today  day.Day        `db:"-"`
}
