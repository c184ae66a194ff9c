package portal

import (
	"math/rand/v2"
	"testing"
)

// In whichever order and however often a provider speaks, the end is the same,
// and money counts once a charge.
func TestTheOrderOfEventsDoesNotCount(t *testing.T) {
	c := Checkout{ID: 1, Currency: "EUR", Amount: 1000, Provider: "p", State: Open}
	said := func(kind, charge string) Heard {
		return Heard{Provider: "p", Token: kind + charge, Checkout: 1, Kind: kind, Amount: 1000, Currency: "EUR", Charge: charge}
	}
	for _, x := range []struct {
		events []Heard
		state  string
		money  int
	}{
		{[]Heard{said(Pending, ""), said(Refused, ""), said(Paid, "a")}, Paid, 1},
		{[]Heard{said(Pending, ""), said(Paid, "a"), said(Expired, "")}, Paid, 1},
		{[]Heard{said(Pending, ""), said(Expired, ""), said(Refused, "")}, Refused, 0},
		{[]Heard{said(Expired, ""), said(Pending, "")}, Expired, 0},
	} {
		for seed := range uint64(100) {
			list := append([]Heard(nil), x.events...)
			for len(list) < 20*len(x.events) {
				list = append(list, x.events...)
			}
			rand.New(rand.NewPCG(seed, 1)).Shuffle(len(list), func(i, k int) { list[i], list[k] = list[k], list[i] })
			got, money := c, 0
			for _, h := range list {
				var effect string
				if got, effect = got.hear(h); effect == effectPaid || effect == effectMore {
					money++
				}
			}
			if got.State != x.state || money != x.money {
				t.Fatalf("seed %d: %s with %d payments, not %s with %d", seed, got.State, money, x.state, x.money)
			}
		}
	}
}

// What differs from what was asked is never believed.
func TestMismatch(t *testing.T) {
	c := Checkout{ID: 1, Currency: "EUR", Amount: 1000, Provider: "p", State: Open}
	good := Heard{Provider: "p", Token: "1", Checkout: 1, Kind: Paid, Amount: 1000, Currency: "EUR", Charge: "a"}
	for name, change := range map[string]func(*Heard){"amount": func(h *Heard) { h.Amount = 999 }, "currency": func(h *Heard) { h.Currency = "CAD" }, "provider": func(h *Heard) { h.Provider = "q" },
		"charge": func(h *Heard) { h.Charge = "" }, "fee": func(h *Heard) { h.Fee = 1000 }, "less than no fee": func(h *Heard) { h.Fee = -1 }} {
		h := good
		change(&h)
		if got, effect := c.hear(h); got != c || effect != effectMismatch {
			t.Errorf("%s: %s, %+v", name, effect, got)
		}
	}
	if got, effect := c.hear(good); got.State != Paid || effect != effectPaid {
		t.Errorf("%s, %+v", effect, got)
	}
}
