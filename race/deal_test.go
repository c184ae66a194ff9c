package race

import (
	"encoding/json"
	"fmt"
)

// deal is something a client takes from step to step: an order to cash, an
// order that is cancelled, goods that come in.
type deal struct {
	path     []stage
	stage    int    // steps answered
	mark     string // our own name for it
	key      string // of the last request
	customer string
	sku      string
	quantity int

	order, shipment, invoice, payment string // ids, as they were answered
	total, cause                      string
}

// stage is a step of a deal: what to ask, the status of the only right answer,
// and what is learnt from it (false: ask again later).
type stage struct {
	name   string
	status int
	ask    func(*deal) request
	told   func(*deal, answer) bool
}

func post(path string, body m) request { return request{method: "POST", path: path, body: body} }

var (
	place = stage{"placed", 201, func(d *deal) request {
		return post("/v1/orders", m{"customer": d.customer, "po_number": d.mark, "lines": lines(d.sku, fmt.Sprint(d.quantity))})
	}, func(d *deal, a answer) bool {
		d.order, d.total = a.text("id"), a.text("total")
		return a.text("state") == "confirmed"
	}}
	cancel = stage{"cancelled", 200, func(d *deal) request { return post("/v1/orders/"+d.order+"/cancel", m{}) }, became("cancelled")}
	plan   = stage{"to_pick", 201, func(d *deal) request { return post("/v1/shipments", m{"order": d.order}) }, func(d *deal, a answer) bool {
		d.shipment = a.text("id")
		return a.text("state") == "to_pick"
	}}
	pick = stage{"picking", 200, func(d *deal) request { return post("/v1/shipments/"+d.shipment+"/pick", m{}) }, became("picking")}
	pack = stage{"packed", 200, func(d *deal) request { return post("/v1/shipments/"+d.shipment+"/pack", m{}) }, became("packed")}
	ship = stage{"shipped", 200, func(d *deal) request { return post("/v1/shipments/"+d.shipment+"/ship", m{}) }, func(d *deal, a answer) bool {
		d.cause = a.header.Get("Encaisse-Request")
		return a.text("state") == "shipped"
	}}
	// The chain makes the invoice: it is found by what the shipping caused.
	bound = stage{"invoiced", 200, func(d *deal) request { return request{method: "GET", path: "/v1/facts?cause=" + d.cause} }, issued}
	// More than the invoice, so that no payment fits it by its amount.
	pay = stage{"paid", 201, func(d *deal) request {
		return post("/v1/payments", m{"customer": d.customer, "amount": "1000000.37", "reference": d.mark})
	}, func(d *deal, a answer) bool {
		d.payment = a.text("id")
		return a.text("state") == "unapplied"
	}}
	apply = stage{"applied", 201, func(d *deal) request {
		return post("/v1/payments/"+d.payment+"/applications", m{"invoice": d.invoice, "amount": d.total})
	}, func(d *deal, a answer) bool { return a.text("applied") == d.total }}
	supply = stage{"supplied", 201, func(d *deal) request {
		return post("/v1/stock/receipts", m{"sku": d.sku, "quantity": d.quantity, "unit_cost": "2.00"})
	}, func(*deal, answer) bool { return true }}
)

func became(state string) func(*deal, answer) bool {
	return func(_ *deal, a answer) bool { return a.text("state") == state }
}

// issued looks for the invoice in what a request caused.
func issued(d *deal, a answer) bool {
	var facts struct {
		Items []struct {
			Type    string
			Objects []struct{ Kind, ID string }
		}
	}
	if json.Unmarshal(a.body, &facts) != nil {
		return false
	}
	for _, f := range facts.Items {
		for _, o := range f.Objects {
			if f.Type == "invoice.issued" && o.Kind == "invoice" {
				d.invoice = o.ID
				return true
			}
		}
	}
	return false
}

// newDeal begins something: mostly an order that goes all the way.
func (c *trader) newDeal() *deal {
	d := &deal{path: []stage{place, plan, pick, pack, ship, bound, pay, apply}, mark: fmt.Sprintf("%d-%d-%d", c.round, c.n, len(c.deals)),
		customer: fmt.Sprint("client-", c.dice.IntN(customers)), sku: fmt.Sprint("art-", c.dice.IntN(articles)), quantity: 1 + c.dice.IntN(9)}
	switch c.dice.IntN(10) {
	case 0:
		d.path = []stage{place, cancel}
	case 1:
		d.path = []stage{supply}
	}
	return d
}

// reached reports whether a stage of the deal was answered.
func (d *deal) reached(name string) bool {
	for _, s := range d.path[:d.stage] {
		if s.name == name {
			return true
		}
	}
	return false
}
