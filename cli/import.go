package cli

import (
	"context"
	"crypto/sha256"
	"fmt"
	"os"
	"slices"
	"time"

	"encaisse/app"
	"encaisse/app/importer"
	"encaisse/app/run"
	"encaisse/app/work"
	"encaisse/base/day"
	"encaisse/base/db"
	"encaisse/base/refuse"
	files "encaisse/connect/table"
)

type importVerb struct {
	Kind      string `arg:"" help:"${help_import_kind}"`
	File      string `arg:"" help:"${help_import_file}"`
	Map       string `placeholder:"FILE" help:"${help_import_map}"`
	DryRun    bool   `help:"${help_import_dry_run}"`
	Cutover   string `placeholder:"2026-11-21" help:"${help_import_cutover}"`
	Separator string `placeholder:",|;|tab" help:"${help_import_separator}"`
	Encoding  string `placeholder:"utf-8|latin1|cp1252" help:"${help_import_encoding}"`
	Decimal   string `placeholder:"comma|point" help:"${help_import_decimal}"`
	Date      string `placeholder:"iso|fr|us" help:"${help_import_date}"`
}

// Run imports a file and prints what became of its rows. Wrong rows are also
// written to FILE.rejected.csv, to be corrected.
func (v *importVerb) Run(s *session) error {
	if !slices.Contains(importer.Kinds(), v.Kind) {
		return wrong{refuse.New(refuse.Invalid, "import.kind", "kind", v.Kind, "known", importer.Kinds())}
	}
	in := importer.Request{Kind: v.Kind, File: v.File, DryRun: v.DryRun, Progress: s.progress()}
	var err error
	if in.Options, err = v.options(); err != nil {
		return wrong{err}
	}
	if in.Cutover, err = day.Parse(v.Cutover); err != nil {
		return wrong{err}
	}
	if in.Data, err = os.ReadFile(v.File); err != nil {
		return err
	}
	if v.Map != "" {
		if in.Map, err = os.ReadFile(v.Map); err != nil {
			return err
		}
	}
	code, count := "cli.unread", 0
	err = s.with(func(a *app.App, c app.Caller) (any, error) {
		c.Language = s.language
		in.Caller = c
		out, err := tracked(s.ctx, a, in)
		if err == nil && out.Rejected != nil {
			code, err = "cli.import", os.WriteFile(v.File+".rejected.csv", out.Rejected, 0o600)
		}
		count = len(out.Errors)
		return out, err
	})
	if err == nil && count > 0 {
		return refuse.New(refuse.Invalid, code, "count", count, "file", v.File)
	}
	return err
}

// tracked imports a file as work that shows where all work does; a check alone
// does not.
func tracked(ctx context.Context, a *app.App, in importer.Request) (importer.Result, error) {
	if in.DryRun {
		return importer.Run(ctx, a, in)
	}
	var out importer.Result
	sum := sha256.Sum256(in.Data)
	as := db.As{Actor: in.Caller.User, Role: in.Caller.Role, Entity: in.Caller.Entity, Speak: in.Caller.Language}
	_, err := run.Track(ctx, a, as, work.New{Kind: work.Import, Command: in.Kind, Input: struct{}{}, Stamp: fmt.Sprintf("import %s %x", in.Kind, sum)},
		func(inside context.Context) (any, error) {
			told := in.Progress
			in.Progress = func(done, total int) {
				run.Progress(inside, done, total)
				told(done, total)
			}
			var err error
			out, err = importer.Run(inside, a, in)
			return out, err
		})
	return out, err
}

// options are the flags that say how the file is written, in the words of a
// map file.
func (v *importVerb) options() (o files.Options, err error) {
	for _, f := range []struct{ name, value string }{{"separator", v.Separator}, {"encoding", v.Encoding}, {"decimal", v.Decimal}, {"date", v.Date}} {
		if f.value == "" {
			continue
		}
		m, err := files.ParseMap([]byte(f.name + " = " + f.value))
		if err != nil {
			return o, refuse.New(refuse.Invalid, "table.option", "option", "--"+f.name, "value", f.value)
		}
		o.Separator, o.Encoding, o.Decimal, o.Dates = max(o.Separator, m.Separator), max(o.Encoding, m.Encoding), max(o.Decimal, m.Decimal), max(o.Dates, m.Dates)
	}
	return o, nil
}

// progress tells a person how far a long import is, every few seconds.
func (s *session) progress() func(done, total int) {
	told := time.Now()
	return func(done, total int) {
		if !s.JSON && time.Since(told) > 3*time.Second {
			told = time.Now()
			fmt.Fprintf(s.errs, "%d/%d\n", done, total)
		}
	}
}
