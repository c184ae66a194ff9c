package stock

import (
	"slices"
	"testing"

	"encaisse/base/money"
)

func units(list ...int64) (out []money.Quantity) {
	for _, n := range list {
		out = append(out, money.Units(n))
	}
	return out
}

func periods(list ...[2]int64) (out []Period) {
	for _, p := range list {
		out = append(out, Period{money.Units(p[0]), money.Units(p[1])})
	}
	return out
}

func TestATP(t *testing.T) {
	for _, c := range []struct {
		on   int64
		in   []Period
		want []money.Quantity
	}{
		// domain.md 9: on hand 100; P1 orders 30, P2 40, P3 receipt 50 orders 20, P4 60.
		{100, periods([2]int64{0, 30}, [2]int64{0, 40}, [2]int64{50, 20}, [2]int64{0, 60}), units(0, 0, 0, 0)},
		{100, periods([2]int64{0, 30}, [2]int64{0, 40}, [2]int64{50, 20}, [2]int64{0, 20}), units(30, 0, 10, 0)},
		{10, periods([2]int64{0, 5}, [2]int64{20, 30}, [2]int64{5, 0}), units(0, 0, 5)},
		{1, periods([2]int64{0, 0}, [2]int64{3, 9}), units(0, 0)},
	} {
		if got := ATP(money.Units(c.on), c.in); !slices.Equal(got, c.want) {
			t.Error(c.in, got, c.want)
		}
	}
}

func TestFIFO(t *testing.T) { // domain.md 9: 100 at 10.00 + 50 at 13.00; ship 120 → 1 260.00
	layers := []Layer{{money.Units(100), 10_000000}, {money.Units(50), 13_000000}}
	if cost, err := FIFO(layers, money.Units(120), "EUR"); err != nil || cost != 126_000 {
		t.Error(cost, err)
	}
	if _, err := FIFO(layers, money.Units(151), "EUR"); err == nil {
		t.Error("more than there is")
	}
}

func TestPropose(t *testing.T) { // domain.md 9: order when position ≤ ROP (1 166)
	for _, c := range []struct {
		position, point, minimum, lot, quantity int64
		why                                     string
	}{
		{1166, 1166, 0, 707, 707, "demand"}, {1167, 1166, 0, 707, 0, ""}, {100, 1166, 0, 707, 1066, "demand"},
		{4, 0, 10, 0, 6, "minimum"}, {10, 0, 10, 0, 0, "minimum"}, {0, 0, 0, 0, 0, ""}, {-3, 0, 0, 0, 0, ""},
	} {
		p := Propose(money.Units(c.position), money.Units(c.point), money.Units(c.minimum), money.Units(c.lot))
		if p.Quantity != money.Units(c.quantity) || p.Why != c.why {
			t.Error(c, p)
		}
	}
	if Position(money.Units(20), money.Units(5), money.Units(8)) != money.Units(17) {
		t.Error("position = on hand + on order − backorders")
	}
}
