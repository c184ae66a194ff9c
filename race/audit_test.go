package race

import (
	"fmt"
	"slices"
	"strconv"
)

// kept looks at everything the clients touched since the last kill: it is as
// far as they were told, and no further.
func (t *trade) kept() {
	crowd(traders, func(i int) {
		seen := map[*deal]bool{}
		for _, d := range t.clients[i].touched {
			if !seen[d] {
				seen[d] = true
				t.look(d)
			}
		}
	})
}

// look compares one deal with what the company says of it.
func (t *trade) look(d *deal) {
	if d.order == "" {
		return
	}
	o := t.do("GET", "/v1/orders/"+d.order, nil)
	state := o.text("state")
	want := state == "confirmed"
	switch {
	case d.reached("cancelled"):
		want = state == "cancelled"
	case d.reached("shipped"): // the chain closes what is all invoiced
		want = state == "released" || state == "closed"
	case d.reached("to_pick"):
		want = state == "released"
	}
	if !want || o.text("po_number") != d.mark {
		t.Errorf("deal %s is %v, its order: %v", d.mark, d.names(), o)
	}
	if d.shipment != "" {
		s := t.do("GET", "/v1/shipments/"+d.shipment, nil)
		for _, state := range []string{"shipped", "packed", "picking", "to_pick"} {
			if d.reached(state) {
				if s.text("state") != state {
					t.Errorf("deal %s is %v, its shipment: %v", d.mark, d.names(), s)
				}
				break
			}
		}
	}
	if d.payment != "" {
		p := t.do("GET", "/v1/payments/"+d.payment, nil)
		applied := "0.00"
		if d.reached("applied") {
			applied = d.total
		}
		if p.text("applied") != applied || p.text("reference") != d.mark {
			t.Errorf("deal %s is %v, its payment: %v", d.mark, d.names(), p)
		}
	}
}

// names are the stages the deal was told of.
func (d *deal) names() []string {
	out := make([]string, d.stage)
	for i, s := range d.path[:d.stage] {
		out[i] = s.name
	}
	return out
}

// told is what the clients know: which deals got how far, and what is left on
// the shelves of it.
type told struct {
	stages                map[string]int
	placed, shipped, paid []string
	onHand, reserved      map[string]int
}

func (t *trade) told() told {
	k := told{stages: map[string]int{}, onHand: map[string]int{}, reserved: map[string]int{}}
	for _, c := range t.clients {
		for _, d := range c.deals {
			for _, name := range d.names() {
				k.stages[name]++
			}
			if d.reached("placed") {
				k.placed = append(k.placed, d.mark)
				if !d.reached("cancelled") && !d.reached("shipped") {
					k.reserved[d.sku] += d.quantity
				}
			}
			if d.reached("paid") {
				k.paid = append(k.paid, d.mark)
			}
			if d.reached("shipped") {
				k.shipped = append(k.shipped, d.mark)
				k.onHand[d.sku] -= d.quantity
			}
			if d.reached("supplied") {
				k.onHand[d.sku] += d.quantity
			}
		}
	}
	return k
}

// audit counts everything: as much is there as the clients were told, each
// thing once.
func (t *trade) audit() {
	t.Helper()
	k := t.told()
	t.Logf("%v", k.stages)
	mark := map[string]string{}
	var placed, billed, paid []string
	for _, o := range list[struct {
		Number string
		PO     string `json:"po_number"`
	}](t.company, "/v1/orders", "") {
		mark[o.Number] = o.PO
		placed = append(placed, o.PO)
	}
	for _, v := range list[bill](t.company, "/v1/invoices", "") {
		billed = append(billed, mark[v.Order])
	}
	for _, p := range list[receipt](t.company, "/v1/payments", "") {
		paid = append(paid, p.Reference)
	}
	t.same("orders", placed, k.placed)
	t.same("invoices", billed, k.shipped)
	t.same("payments", paid, k.paid)
	t.consecutive("/v1/orders", "C", len(k.placed))
	t.consecutive("/v1/invoices", "FA", len(k.shipped))
	t.consecutive("/v1/shipments", "BL", k.stages["to_pick"])
	for i := range articles {
		sku := fmt.Sprint("art-", i)
		a := t.do("GET", "/v1/stock/"+sku, nil)
		if a.text("on_hand") != strconv.Itoa(stock+k.onHand[sku]) || a.text("reserved") != strconv.Itoa(k.reserved[sku]) {
			t.Errorf("%d on hand, %d reserved: %v", stock+k.onHand[sku], k.reserved[sku], a)
		}
	}
}

// same checks that two lists hold the same, each thing as often.
func (t *trade) same(what string, got, want []string) {
	t.Helper()
	slices.Sort(got)
	slices.Sort(want)
	if slices.Equal(got, want) {
		return
	}
	n := map[string]int{}
	for _, s := range got {
		n[s]++
	}
	for _, s := range want {
		n[s]--
	}
	for s, k := range n {
		if k != 0 {
			t.Errorf("%s: %+d times %s", what, k, s)
		}
	}
}
