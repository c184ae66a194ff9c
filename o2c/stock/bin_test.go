package stock

import (
	"math/rand/v2"
	"slices"
	"testing"
)

// Bins are walked in the order of their numbers, items without one come last.
func TestWalk(t *testing.T) {
	want := []string{"A-1", "A-2", "A-02-1", "A-10", "A-10-3", "B", "B-1", "C1", "C01A", "C12", "QUAI", ""}
	for range 50 {
		got := slices.Clone(want)
		rand.Shuffle(len(got), func(i, j int) { got[i], got[j] = got[j], got[i] })
		slices.SortFunc(got, Walk)
		if !slices.Equal(got, want) {
			t.Fatalf("%q", got)
		}
	}
	for _, a := range want {
		for _, b := range want {
			if Walk(a, b) != -Walk(b, a) {
				t.Errorf("%q and %q", a, b)
			}
		}
	}
}
