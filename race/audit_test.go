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

// audit counts everything: as much is there as the clients were told, each
// thing once.
func (t *trade) audit() {
	t.Helper()
	want := map[string]int{}
	var orders, paid, shipped []string
	onHand, reserved := map[string]int{}, map[string]int{}
	for _, c := range t.clients {
		for _, d := range c.deals {
			for _, name := range d.names() {
				want[name]++
			}
			if d.reached("placed") {
				orders = append(orders, d.mark)
				if !d.reached("cancelled") && !d.reached("shipped") {
					reserved[d.sku] += d.quantity
				}
			}
			if d.reached("paid") {
				paid = append(paid, d.mark)
			}
			if d.reached("shipped") {
				shipped = append(shipped, d.mark)
				onHand[d.sku] -= d.quantity
			}
			if d.reached("supplied") {
				onHand[d.sku] += d.quantity
			}
		}
	}
	t.Logf("%v", want)
	found := list[struct {
		Number string
		PO     string `json:"po_number"`
	}](t.company, "/v1/orders", "")
	mark := map[string]string{}
	var marks, billed, references []string
	for _, o := range found {
		mark[o.Number] = o.PO
		marks = append(marks, o.PO)
	}
	for _, v := range list[bill](t.company, "/v1/invoices", "") {
		billed = append(billed, mark[v.Order])
	}
	for _, p := range list[receipt](t.company, "/v1/payments", "") {
		references = append(references, p.Reference)
	}
	t.same("orders", marks, orders)
	t.same("invoices", billed, shipped)
	t.same("payments", references, paid)
	t.consecutive("/v1/orders", "C", len(orders))
	t.consecutive("/v1/invoices", "FA", len(shipped))
	t.consecutive("/v1/shipments", "BL", want["to_pick"])
	for i := range articles {
		sku := fmt.Sprint("art-", i)
		a := t.do("GET", "/v1/stock/"+sku, nil)
		if a.text("on_hand") != strconv.Itoa(stock+onHand[sku]) || a.text("reserved") != strconv.Itoa(reserved[sku]) {
			t.Errorf("%d on hand, %d reserved: %v", stock+onHand[sku], reserved[sku], a)
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
