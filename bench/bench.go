// Package bench measures how many whole cycles a second go from an order to
// applied cash, beside the floor: the same rows with no logic, in the same run.
package bench

import (
	"context"
	"errors"
	"slices"
	"sync"
	"time"

	"encaisse/app"
	"encaisse/base/db"
)

// Step is how long a step took, in microseconds.
type Step struct {
	Name string `json:"name"`
	P50  int64  `json:"p50_us"`
	P99  int64  `json:"p99_us"`
}

// Report is what a run found. Rates are medians of interleaved slices.
type Report struct {
	Engine  string  `json:"engine"`
	Clients int     `json:"clients"`
	Cycles  int     `json:"cycles"`
	Rate    float64 `json:"cycles_per_second"`
	Floor   float64 `json:"floor_per_second"`
	Ratio   float64 `json:"ratio"`
	Steps   []Step  `json:"steps"`
}

// Options of a run.
type Options struct {
	Clients  int
	Duration time.Duration
}

// slices of a run: the cycle and its floor take turns, because the machine's
// speed drifts.
const turns = 10

// Cycle runs the bench on a new database.
func Cycle(ctx context.Context, a *app.App, o Options) (Report, error) {
	call, err := found(ctx, a)
	if err != nil {
		return Report{}, err
	}
	if err := a.DB.Script(ctx, floorTables); err != nil {
		return Report{}, err
	}
	a.DB.StartSteps(8)
	r := Report{Engine: "postgresql", Clients: o.Clients}
	if a.DB.SQLite() {
		r.Engine = "sqlite"
	}
	var took [4][]int64
	var mu sync.Mutex
	ours := func(ctx context.Context) error {
		t, err := cycle(ctx, a, call)
		if err == nil {
			mu.Lock()
			for i := range t {
				took[i] = append(took[i], t[i].Microseconds())
			}
			mu.Unlock()
		}
		return err
	}
	bare := func(ctx context.Context) error { return floor(ctx, a.DB) }
	slice := o.Duration / (2 * turns)
	if _, err := rate(ctx, o.Clients, slice, ours); err != nil { // warm up
		return r, err
	}
	if err := a.DB.Analyze(ctx); err != nil {
		return r, err
	}
	took = [4][]int64{}
	if r.Rate, r.Floor, err = inTurns(ctx, o.Clients, slice, ours, bare); err != nil {
		return r, err
	}
	r.Cycles, r.Ratio = len(took[0]), r.Rate/r.Floor
	for i, name := range steps {
		slices.Sort(took[i])
		r.Steps = append(r.Steps, Step{name, at(took[i], 50), at(took[i], 99)})
	}
	return r, nil
}

// inTurns runs the two in slices, one after the other, and returns the medians
// of their rates.
func inTurns(ctx context.Context, clients int, slice time.Duration, ours, bare func(context.Context) error) (mine, floor float64, err error) {
	var m, f [turns]float64
	for i := range turns {
		if f[i], err = rate(ctx, clients, slice, bare); err != nil {
			return 0, 0, err
		}
		if m[i], err = rate(ctx, clients, slice, ours); err != nil {
			return 0, 0, err
		}
	}
	return median(m[:]), median(f[:]), nil
}

// rate runs f on so many clients for a while and returns how many a second
// were done.
func rate(ctx context.Context, clients int, d time.Duration, f func(context.Context) error) (float64, error) {
	begin := time.Now()
	var wg sync.WaitGroup
	var mu sync.Mutex
	var done int
	var failed error
	for range clients {
		wg.Go(func() {
			n := 0
			var err error
			for err == nil && time.Since(begin) < d {
				if err = f(ctx); err == nil {
					n++
				}
			}
			mu.Lock()
			done += n
			failed = errors.Join(failed, err)
			mu.Unlock()
		})
	}
	wg.Wait()
	return float64(done) / time.Since(begin).Seconds(), failed
}

func median(v []float64) float64 {
	slices.Sort(v)
	return v[len(v)/2]
}

func at(sorted []int64, percent int) int64 {
	if len(sorted) == 0 {
		return 0
	}
	return sorted[min(len(sorted)*percent/100, len(sorted)-1)]
}

// Ready is an open database with nothing in it.
var errUsed = errors.New("the bench needs an empty database")

// Empty refuses a database that holds a company.
func Empty(ctx context.Context, a *app.App) error {
	return errOf(db.See(ctx, a.DB, db.As{}, func(r *db.Read) (int64, error) {
		n, err := db.One[int64](r, qUsed)
		if err == nil && n > 0 {
			err = errUsed
		}
		return n, err
	}))
}

var qUsed = db.Q("bench.used", `select count(*) from entity`).Scans()

func errOf(_ int64, err error) error { return err }
