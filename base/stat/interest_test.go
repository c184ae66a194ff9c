package stat

import "testing"

func TestCompound(t *testing.T) {
	for _, c := range []struct {
		rate, num, den, want int64 // hundredths of a percent
	}{
		{1_500000, 12, 1, 19_56}, {2_000000, 12, 1, 26_82}, // domain.md 3.6
		{2_040816, 365, 20, 44_59}, // 2/98, domain.md 3.3
		{5_000000, 1, 1, 5_00}, {0, 12, 1, 0},
	} {
		if got := Compound(c.rate, c.num, c.den); (got+5000)/10000 != c.want {
			t.Errorf("%d over %d/%d: %d", c.rate, c.num, c.den, got)
		}
	}
}
