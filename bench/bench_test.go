package bench

import (
	"context"
	"os"
	"testing"
	"time"

	"encaisse/app"
	"encaisse/base/db/dbtest"
)

// The bench itself works on both engines; speed is never asserted here. Set
// ENCAISSE_BENCH=20s to look at a longer run.
func TestCycleRuns(t *testing.T) {
	d, err := time.ParseDuration(os.Getenv("ENCAISSE_BENCH"))
	if err != nil {
		d = 400 * time.Millisecond
	}
	dbtest.Both(t, func(t *testing.T, url string) {
		a, err := app.Open(context.Background(), url, app.Options{})
		if err != nil {
			t.Fatal(err)
		}
		defer a.Close()
		r, err := Cycle(context.Background(), a, Options{Clients: 32, Duration: d})
		if err != nil {
			t.Fatal(err)
		}
		t.Logf("%+v", r)
		if r.Cycles == 0 || r.Floor == 0 || len(r.Steps) != 4 {
			t.Errorf("%+v", r)
		}
	})
}
