package cli

import (
	"context"
	"slices"

	"encaisse/app"
	"encaisse/app/run"
	"encaisse/app/work"
	"encaisse/base/db"
	"encaisse/base/refuse"
	"encaisse/o2c/dunning"
)

type runVerb struct {
	What      string `arg:"" help:"${help_run_what}"`
	UntilIdle bool   `help:"${help_run_until}"`
	DryRun    bool   `help:"${help_run_dry}"`
}

// Run does a long run, or all of them, and prints what was done and which
// steps do not go on by themselves.
func (v *runVerb) Run(s *session) error {
	if known := run.Names(); v.What != "all" && !slices.Contains(known, v.What) {
		return wrong{refuse.New(refuse.Invalid, "cli.run", "run", v.What, "known", known)}
	}
	if v.DryRun && v.What != "dunning" {
		return wrong{refuse.New(refuse.Invalid, "cli.dry_run", "run", v.What)}
	}
	return s.with(func(a *app.App, c app.Caller) (any, error) {
		if v.DryRun {
			return app.PreviewDunning.Ask(s.ctx, a, app.Call{Caller: c}, dunning.PreviewOf{})
		}
		return run.Track(s.ctx, a, db.As{Actor: c.User, Role: c.Role, Speak: c.Language}, work.New{Kind: v.What, Input: struct{}{}, Stamp: "run " + v.What},
			func(ctx context.Context) (any, error) { return run.Do(ctx, a, v.What, v.UntilIdle) })
	})
}
