package cli

import (
	"slices"

	"encaisse/app"
	"encaisse/app/run"
	"encaisse/base/refuse"
)

type runVerb struct {
	What      string `arg:"" help:"${help_run_what}"`
	UntilIdle bool   `help:"${help_run_until}"`
}

// Run does a long run, or all of them, and prints what was done and which
// steps do not go on by themselves.
func (v *runVerb) Run(s *session) error {
	if known := run.Names(); v.What != "all" && !slices.Contains(known, v.What) {
		return wrong{refuse.New(refuse.Invalid, "cli.run", "run", v.What, "known", known)}
	}
	return s.with(func(a *app.App, _ app.Caller) (any, error) {
		return run.Do(s.ctx, a, v.What, v.UntilIdle)
	})
}
