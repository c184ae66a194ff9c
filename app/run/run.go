// Package run does the long runs: what the chain needs done by the day or by
// the hour, and its steps when no server drives them.
package run

import (
	"context"
	"fmt"

	"encaisse/app"
	"encaisse/base/db"
	"encaisse/base/seal"
)

// Run is one long run. Do returns how much it did, 0 when it found nothing to
// do: "until idle" rests on it.
type Run struct {
	Name string
	Do   func(ctx context.Context, a *app.App) (done int, err error)
}

// table lists the runs in the order of "all": matching, billing and daily first, what
// they lead to after them, flow before the sealing of its facts.
var table = []Run{
	{"matching", matching},
	{"billing", billing},
	{"daily", daily},
	{"dunning", dunningRun},
	{"flow", func(ctx context.Context, a *app.App) (int, error) { return a.DB.Idle(ctx) }},
	{"sealing", func(ctx context.Context, a *app.App) (int, error) { return seal.Run(ctx, a.DB) }},
}

// Names are the runs there are.
func Names() []string {
	names := make([]string, len(table))
	for i, r := range table {
		names[i] = r.Name
	}
	return names
}

// Done is how much a run did.
type Done struct {
	Run  string `json:"run"`
	Done int    `json:"done"`
}

// Step is one that failed: tried again later, or by a person.
type Step struct {
	ID       string `json:"id"`
	Step     string `json:"step"`
	Attempts int64  `json:"attempts"`
	Error    string `json:"error"`
}

// Report is what was done, and what does not go on by itself.
type Report struct {
	Runs    []Done `json:"runs"`
	Waiting int64  `json:"waiting"` // steps not done: due later, or failed
	Stuck   []Step `json:"stuck"`
}

// shownSteps bounds the list of failed steps in a report.
const shownSteps = 1000

// Do does the run of that name, or "all" of them in their order; untilIdle
// does them again, with flow after them, until nothing more is done.
func Do(ctx context.Context, a *app.App, name string, untilIdle bool) (Report, error) {
	list := chosen(name)
	if len(list) == 0 {
		return Report{}, fmt.Errorf("no run is called %q", name)
	}
	if untilIdle && name != "all" && name != "flow" {
		list = append(list, chosen("flow")...)
	}
	report := Report{Stuck: []Step{}}
	at := map[string]int{}
	for {
		sum := 0
		for _, r := range list {
			n, err := r.Do(ctx, a)
			if err != nil {
				return report, fmt.Errorf("run %s: %w", r.Name, err)
			}
			sum += n
			i, ok := at[r.Name]
			if !ok {
				i = len(report.Runs)
				at[r.Name], report.Runs = i, append(report.Runs, Done{Run: r.Name})
			}
			report.Runs[i].Done += n
		}
		if !untilIdle || sum == 0 {
			break
		}
	}
	return report, report.rest(ctx, a)
}

func chosen(name string) []Run {
	if name == "all" {
		return append([]Run{}, table...)
	}
	for _, r := range table {
		if r.Name == name {
			return []Run{r}
		}
	}
	return nil
}

// rest reads what is not done.
func (p *Report) rest(ctx context.Context, a *app.App) error {
	_, err := db.See(ctx, a.DB, db.As{}, func(r *db.Read) (any, error) {
		tasks, err := db.Stuck(r, shownSteps)
		if err != nil {
			return nil, err
		}
		for _, t := range tasks {
			p.Stuck = append(p.Stuck, Step{ID: t.ID.Text("stp"), Step: t.Step, Attempts: t.Attempts, Error: t.Error})
		}
		n, _, err := db.Backlog(r)
		p.Waiting = n
		return nil, err
	})
	return err
}
