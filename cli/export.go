package cli

import (
	"fmt"
	"strings"

	"encaisse/app"
	"encaisse/app/form"
	"encaisse/base/day"
	"encaisse/base/refuse"
)

type exportVerb struct {
	Kind  string  `arg:"" help:"${help_export_kind}"`
	AsOf  day.Day `help:"${help_as_of}"`
	Known int64   `name:"known-at" help:"${help_known}"`
}

const exports = "export."

// Run prints an export: always JSON, a bare array in a stable order.
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
	for name, value := range map[string]string{"as_of": v.AsOf.String(), "known": fmt.Sprint(v.Known)} {
		if value == "" || value == "0" {
			continue
		}
		if err := form.Set(in, name, value); err != nil {
			return wrong{err}
		}
	}
	s.JSON = true
	return s.with(func(a *app.App, c app.Caller) (any, error) {
		out, _, err := e.Run(s.ctx, a, app.Call{Caller: c}, in)
		return out, err
	})
}
