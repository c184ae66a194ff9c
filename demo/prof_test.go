package demo

import (
	"os"
	"runtime/pprof"
	"testing"
	"time"

	"encaisse/app"
)

func TestProf(t *testing.T) {
	if os.Getenv("PROF") == "" {
		t.Skip()
	}
	os.Remove("/tmp/co/full.db")
	clock := &Clock{}
	a, err := app.Open(t.Context(), "sqlite:/tmp/co/full.db", app.Options{Clock: clock.Now})
	if err != nil {
		t.Fatal(err)
	}
	defer a.Close()
	f, _ := os.Create(os.Getenv("PROF"))
	pprof.StartCPUProfile(f)
	b := time.Now()
	_, err = Build(t.Context(), a, Options{Clock: clock, Seed: 7})
	t.Log(time.Since(b), err)
	pprof.StopCPUProfile()
	f.Close()
}
