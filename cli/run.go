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
	"encaisse/o2c/invoice"
)

type runVerb struct {
	What      string `arg:"" help:"${help_run_what}"`
	UntilIdle bool   `help:"${help_run_until}"`
	DryRun    bool   `help:"${help_run_dry}"`
	Month     string `help:"${help_run_month}" placeholder:"2026-03"`
}

// Run does a long run, or all of them, and prints what was done and which
// steps do not go on by themselves.
func (v *runVerb) Run(s *session) error {
	if known := run.Names(); v.What != "all" && !slices.Contains(known, v.What) {
		return wrong{refuse.New(refuse.Invalid, "cli.run", "run", v.What, "known", known)}
	}
	if v.DryRun && v.What != "dunning" && v.What != "billing" {
		return wrong{refuse.New(refuse.Invalid, "cli.dry_run", "run", v.What)}
	}
	if v.Month != "" && v.What != "billing" {
		return wrong{refuse.New(refuse.Invalid, "cli.month", "run", v.What)}
	}
	return s.with(func(a *app.App, c app.Caller) (any, error) {
		switch {
		case v.DryRun && v.What == "billing":
			return app.MonthToBill.Ask(s.ctx, a, app.Call{Caller: c}, invoice.MonthOf{Month: v.Month})
		case v.Month != "":
			return run.Month(s.ctx, a, v.Month)
		case v.DryRun:
			return app.PreviewDunning.Ask(s.ctx, a, app.Call{Caller: c}, dunning.PreviewOf{})
		}
		return run.Track(s.ctx, a, db.As{Actor: c.User, Role: c.Role, Speak: c.Language}, work.New{Kind: v.What, Input: struct{}{}, Stamp: "run " + v.What},
			func(ctx context.Context) (any, error) { return run.Do(ctx, a, v.What, v.UntilIdle) })
	})
}
