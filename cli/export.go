package cli

import (
	"fmt"
	"os"
	"path/filepath"
	"reflect"
	"strings"

	"encaisse/app"
	"encaisse/app/access"
	"encaisse/app/form"
	"encaisse/base/day"
	"encaisse/base/refuse"
	"encaisse/o2c/closing"
	"encaisse/o2c/ledger"
)

type exportVerb struct {
	Kind  string  `arg:"" help:"${help_export_kind}"`
	AsOf  day.Day `help:"${help_as_of}"`
	Known int64   `name:"known-at" help:"${help_known}"`

	Year   int    `help:"${help_export_year}"`
	UTF8   bool   `name:"utf8" help:"${help_export_utf8}"`
	Output string `short:"o" placeholder:"FILE" help:"${help_export_output}"`
}

const exports = "export."

// Run prints an export: JSON, a bare array in a stable order; the FEC and the
// journal are texts.
func (v *exportVerb) Run(s *session) error {
	e, ok := app.Find(exports + v.Kind)
	if !ok {
		var known []string
		for _, e := range app.All() {
			if kind, ok := strings.CutPrefix(e.Name, exports); ok {
				known = append(known, kind)
			}
		}
		return wrong{refuse.New(refuse.Invalid, "cli.export", "kind", v.Kind, "known", known)}
	}
	in := e.NewInput()
	for name, value := range map[string]string{"as_of": v.AsOf.String(), "known": fmt.Sprint(v.Known), "year": fmt.Sprint(v.Year)} {
		if value == "" || value == "0" {
			continue
		}
		if err := form.Set(in, name, value); err != nil {
			return wrong{err}
		}
	}
	if e.Out == reflect.TypeFor[closing.File]() && !s.JSON {
		return v.file(s, e, in)
	}
	s.JSON = s.JSON || v.Output == ""
	return s.with(func(a *app.App, c app.Caller) (any, error) {
		out, _, err := e.Run(s.ctx, a, app.Call{Caller: c}, in)
		if err == nil && v.Output != "" {
			return saved{v.Output}, s.write(v.Output, out)
		}
		return out, err
	})
}

// saved says where an export was written.
type saved struct {
	File string `json:"file"`
}

// file writes an export that is a text, in its encoding.
func (v *exportVerb) file(s *session, e *app.Entry, in any) error {
	a, err := s.open()
	if err != nil {
		return err
	}
	defer a.Close()
	c, err := a.Act(s.ctx, operator, access.Admin, s.Seller)
	if err != nil {
		return err
	}
	out, _, err := e.Run(s.ctx, a, app.Call{Caller: c}, in)
	if err != nil {
		return err
	}
	f := out.(closing.File)
	content := []byte(f.Content)
	if f.Encoding == "iso-8859-15" && !v.UTF8 {
		content = ledger.Latin9(f.Content)
	}
	if v.Output == "" {
		_, err = s.out.Write(content)
		return err
	}
	to := v.Output
	if info, err := os.Stat(to); err == nil && info.IsDir() {
		to = filepath.Join(to, f.Name)
	}
	return os.WriteFile(to, content, 0o600)
}
