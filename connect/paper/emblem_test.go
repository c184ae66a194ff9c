package paper

import (
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"testing"
)

var placed = regexp.MustCompile(`/Width (\d+)`)

// A logo stands on the first page with its own proportions, in its box; nothing
// else moves, whatever its shape and however deep its colours.
func TestALogoMovesNothing(t *testing.T) {
	plain, without := drawn(t, sample())
	if placed.Match(plain) {
		t.Error("a picture where there is none")
	}
	for _, size := range [][2]int{{300, 90}, {16, 16}, {1000, 16}, {16, 1000}, {1000, 1000}} {
		d := sample()
		d.Letterhead.Logo = emblem(size[0], size[1])
		b, with := drawn(t, d)
		if !slices.EqualFunc(with, without, slices.Equal) {
			t.Errorf("%v: the texts moved", size)
		}
		if m := placed.FindSubmatch(b); m == nil || string(m[1]) != strconv.Itoa(size[0]) {
			t.Errorf("%v: not there as it is", size)
		}
		p := begun(d.clean(), 1)
		wide, high := p.logoSize()
		if wide > logoWide+0.01 || high > logoHigh+0.01 || wide < logoWide-0.01 && high < logoHigh-0.01 {
			t.Errorf("%v: set %v wide, %v high", size, wide, high)
		}
		if is, should := fmt.Sprintf("%.4f", wide/high), fmt.Sprintf("%.4f", float64(size[0])/float64(size[1])); is != should {
			t.Errorf("%v: %s as wide as high, not %s", size, is, should)
		}
	}
}
