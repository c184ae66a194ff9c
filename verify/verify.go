// Package verify runs every named check of the company in one snapshot.
package verify

import (
	"context"
	"fmt"
	"time"

	"encaisse/base/db"
	"encaisse/base/refuse"
	"encaisse/base/seal"
)

// Options are how to verify.
type Options struct {
	Now     bool        // look at the company as it is, without settling it first
	Earlier []seal.Head // heads kept elsewhere, of which the chain must still be
}

// Verdict is what a check found.
type Verdict struct {
	Name     string      `json:"name"`
	IDs      string      `json:"ids" doc:"of the promises it keeps: I1 to I16"`
	OK       bool        `json:"ok"`
	Warning  bool        `json:"warning" doc:"worth a look, no breach"`
	Count    int         `json:"count" doc:"of breaches"`
	Breaches []db.Breach `json:"breaches" doc:"the first 20"`
}

// Report is what every check found, in one snapshot.
type Report struct {
	OK     bool       `json:"ok"`
	At     time.Time  `json:"at"`
	Head   *seal.Head `json:"head" doc:"end of the chain; null before the first seal"`
	Checks []Verdict  `json:"checks"`
}

// mostShown is how many breaches of a check are shown.
const mostShown = 20

// Run settles the chain of steps and seals, unless it is to look at once, then
// runs every check in one snapshot. When one finds a breach the report comes
// with the refusal verify.broken.
func Run(ctx context.Context, d *db.DB, o Options) (Report, error) {
	if !o.Now {
		if _, err := d.Idle(ctx); err != nil {
			return Report{}, err
		}
		if _, err := seal.Run(ctx, d); err != nil {
			return Report{}, err
		}
	}
	report, err := db.Study(ctx, d, db.As{}, func(r *db.Read) (Report, error) { return Look(r, o.Earlier...) })
	if err == nil {
		err = report.broken()
	}
	return report, err
}

// Look runs every check on what a snapshot, or a transaction, sees.
func Look(r *db.Read, earlier ...seal.Head) (Report, error) {
	report := Report{OK: true, At: r.Now().UTC()}
	for _, p := range table {
		found, err := p.find(r)
		if err != nil {
			return report, err
		}
		report.add(p, found)
	}
	if err := report.compare(r, earlier); err != nil {
		return report, err
	}
	head, err := seal.End(r)
	switch {
	case err == nil:
		report.Head = &head
	case refuse.Code(err) != "seal.none":
		return report, err
	}
	return report, nil
}

// add gives each breach to its check.
func (p *Report) add(from part, found []db.Breach) {
	by := map[string][]db.Breach{}
	for _, b := range found {
		by[b.Check] = append(by[b.Check], b)
	}
	for _, c := range from.checks {
		list := by[c.name]
		delete(by, c.name)
		v := Verdict{Name: c.name, IDs: c.ids, OK: len(list) == 0, Warning: c.warn, Count: len(list), Breaches: list[:min(len(list), mostShown)]}
		if v.Breaches == nil {
			v.Breaches = []db.Breach{}
		}
		p.Checks = append(p.Checks, v)
		p.OK = p.OK && (v.OK || v.Warning)
	}
	for name := range by {
		panic("verify: the table has no check " + name)
	}
}

// compare holds the chain against heads that were kept elsewhere.
func (p *Report) compare(r *db.Read, earlier []seal.Head) error {
	if len(earlier) == 0 {
		return nil
	}
	var found []db.Breach
	for _, h := range earlier {
		err := seal.Compare(r, h)
		if _, no := refuse.As(err); err != nil && !no {
			return err
		}
		if err != nil {
			found = append(found, db.Breach{Check: "seal.heads", What: fmt.Sprintf("head %d", h.Number), Why: err.Error()})
		}
	}
	p.add(part{checks: []check{{name: "seal.heads", ids: "I7"}}}, found)
	return nil
}

// broken is the refusal that names the checks that found a breach.
func (p Report) broken() error {
	if p.OK {
		return nil
	}
	var names []string
	for _, v := range p.Checks {
		if !v.OK && !v.Warning {
			names = append(names, v.Name)
		}
	}
	return refuse.New(refuse.Conflict, "verify.broken", "count", len(names), "checks", names)
}
