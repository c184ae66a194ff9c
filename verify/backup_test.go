package verify_test

import (
	"context"
	"math/rand/v2"
	"path/filepath"
	"sync"
	"testing"

	"encaisse/base/db"
	"encaisse/base/db/dbtest"
	"encaisse/base/seal"
	"encaisse/verify"
)

// A company saved while people work, restored on the same engine or the other,
// is whole: its checks pass and its chain is that of the company saved.
func TestARestoredCompanyIsWhole(t *testing.T) {
	dbtest.Both(t, func(t *testing.T, url string) {
		seed := seedOf(t)
		w := found(t, url)
		r := rand.New(rand.NewPCG(seed, 1))
		for range 120 {
			w.act(r)
		}
		w.check(seed)
		head, err := db.See(context.Background(), w.a.DB, db.As{}, seal.End)
		if err != nil {
			t.Fatal(err)
		}
		file := filepath.Join(t.TempDir(), "backup")
		var wg sync.WaitGroup
		wg.Go(func() {
			r := rand.New(rand.NewPCG(seed, 2))
			for range 60 {
				w.act(r)
			}
		})
		if _, err := w.a.DB.Backup(context.Background(), file); err != nil {
			t.Fatal(err)
		}
		wg.Wait()
		dbtest.Both(t, func(t *testing.T, other string) {
			if err := db.Restore(context.Background(), file, other); err != nil {
				t.Fatal(err)
			}
			again := &world{t: t, clock: w.clock, trail: w.trail}
			again.a = again.open(other)
			report, err := verify.Run(context.Background(), again.a.DB, verify.Options{Earlier: []seal.Head{head}})
			if err != nil || report.Head.Number < head.Number {
				t.Error(seed, err, report.Head)
			}
		})
	})
}
