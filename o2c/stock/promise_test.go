package stock

import (
	"reflect"
	"slices"
	"testing"

	"encaisse/base/day"
	"encaisse/base/id"
	"encaisse/base/money"
)

var today = day.Of(2026, 3, 2)

// coming is what a warehouse expects in some days.
func coming(at id.ID, in int, q int64) Expected {
	return Expected{Warehouse: at, Quantity: money.Units(q), ExpectedOn: today.AddDays(in)}
}

func claim(q int64, partial bool, at ...id.ID) Claim { return Claim{at, money.Units(q), partial} }

func TestForesee(t *testing.T) {
	for _, c := range []struct {
		name     string
		onHand   int64
		reserved int64
		expected []Expected
		claims   []Claim
		promise  []money.Quantity
		served   []int64 // quantity and days from today, claim by claim
	}{
		{"on hand alone", 10, 4, nil, nil, units(6), nil},
		{"a receipt adds", 10, 4, []Expected{coming(1, 3, 5), coming(1, 1, 2), coming(1, 3, 1)}, nil, units(6, 2, 6), nil},
		// domain.md 1.3: a receipt of 8; A waits for 5, B for 6 and takes parts.
		{"parts", 0, 0, []Expected{coming(1, 1, 8)}, []Claim{claim(5, false, 1), claim(6, true, 1)}, units(0, 0), []int64{5, 1, 3, 1}},
		{"whole or nothing", 0, 0, []Expected{coming(1, 1, 8)}, []Claim{claim(5, false, 1), claim(6, false, 1)}, units(0, 3), []int64{5, 1}},
		// B is served by the second receipt and by what was left of the first: that is not promised again.
		{"a later claim takes from earlier", 0, 0, []Expected{coming(1, 1, 8), coming(1, 2, 5)}, []Claim{claim(5, false, 1), claim(6, false, 1)}, units(0, 2, 0), []int64{5, 1, 6, 2}},
		{"what is there goes to claims first", 4, 0, []Expected{coming(1, 5, 10)}, []Claim{claim(3, false, 1)}, units(1, 10), []int64{3, 0}},
		{"today's receipt is not there yet", 0, 0, []Expected{coming(1, 0, 4)}, []Claim{claim(3, false, 1)}, units(0, 1), []int64{3, 0}},
		{"late is no day", 2, 0, []Expected{coming(1, -1, 50)}, []Claim{claim(3, false, 1)}, units(2), nil},
	} {
		l := Level{Item: 9, Warehouse: 1, OnHand: money.Units(c.onHand), Reserved: money.Units(c.reserved)}
		out, served := Foresee([]Level{l}, c.expected, c.claims, today)
		var got []int64
		for _, list := range served {
			for _, s := range list {
				got = append(got, int64(s.Quantity)/1_000000, int64(s.On-today))
			}
		}
		if !slices.Equal(out[0].Promise, c.promise) || !slices.Equal(got, c.served) {
			t.Errorf("%s: %v %v, want %v %v", c.name, out[0].Promise, got, c.promise, c.served)
		}
	}
}

// A claim of an order that names no warehouse is served where goods come first,
// and stays where it got a part.
func TestForeseeSomewhere(t *testing.T) {
	levels := []Level{{Warehouse: 1}, {Warehouse: 2}}
	expected := []Expected{coming(1, 5, 9), coming(2, 2, 4), coming(2, 7, 9)}
	out, served := Foresee(levels, expected, []Claim{claim(6, true, 1, 2), claim(5, false, 1, 2)}, today)
	want := [][]Serving{{{2, today.AddDays(2), money.Units(4)}, {2, today.AddDays(7), money.Units(2)}}, {{1, today.AddDays(5), money.Units(5)}}}
	if !reflect.DeepEqual(served, want) {
		t.Errorf("%v", served)
	}
	if !slices.Equal(out[0].Promise, units(0, 4)) || !slices.Equal(out[1].Promise, units(0, 0, 7)) {
		t.Errorf("%v", out)
	}
}

func TestReady(t *testing.T) {
	out, _ := Foresee([]Level{{Warehouse: 1, OnHand: money.Units(3)}}, []Expected{coming(1, 2, 4), coming(1, 9, 5)}, nil, today)
	for q, in := range map[int64]int{1: 0, 3: 0, 4: 2, 7: 2, 8: 9, 12: 9} {
		if on, ok := out[0].Ready(money.Units(q)); !ok || on != today.AddDays(in) {
			t.Error(q, on, ok)
		}
	}
	if on, ok := out[0].Ready(money.Units(13)); ok {
		t.Error("nothing covers it", on)
	}
}
