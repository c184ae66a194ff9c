package race

import "fmt"

// What most races need: customers, items, orders and invoices of a kind.

// customer adds one; an empty limit is none.
func (c *company) customer(number, limit string) {
	c.Helper()
	in := m{"number": number, "name": "Client " + number, "country": "FR", "currency": "EUR", "terms": "net30"}
	if limit != "" {
		in["credit_limit"] = limit
	}
	c.must("POST", "/v1/customers", in)
}

// service adds an item that needs no stock.
func (c *company) service(sku, price string) {
	c.Helper()
	c.must("POST", "/v1/items", m{"sku": sku, "name": sku, "kind": "service", "price": price})
}

// goods adds an item with stock in the warehouse MAIN.
func (c *company) goods(sku, price, quantity string) {
	c.Helper()
	c.must("POST", "/v1/items", m{"sku": sku, "name": sku, "kind": "goods", "price": price})
	c.must("POST", "/v1/stock/receipts", m{"sku": sku, "quantity": quantity, "unit_cost": "3.00"})
}

// lines is an order's of one item.
func lines(sku, quantity string) []m { return []m{{"sku": sku, "quantity": quantity}} }

// sales is an order as the races look at it.
type sales struct {
	ID, Number, State, PONumber string `json:",omitempty"`
}

// invoiced places n orders of one unit, ships them and returns their invoices'
// numbers.
func (c *company) invoiced(customer, sku string, n int) []string {
	c.Helper()
	crowd(n, func(int) {
		o := c.do("POST", "/v1/orders", m{"customer": customer, "lines": lines(sku, "1")})
		if a := c.do("POST", "/v1/shipments", m{"order": o.text("id"), "ship": true}, settle); a.status != 201 {
			c.Errorf("%v\n%v", o, a)
		}
	})
	var numbers []string
	for _, v := range list[bill](c, "/v1/invoices?customer="+customer, "") {
		numbers = append(numbers, v.Number)
	}
	if len(numbers) != n {
		c.Fatalf("%d invoices of %d shipped orders", len(numbers), n)
	}
	return numbers
}

// bill is an invoice as the races look at it.
type bill struct {
	ID, Number, Order, Total, Open, Payment string
	IssuedOn                                string `json:"issued_on"`
}

func (c *company) bill(number string) bill {
	c.Helper()
	return read[bill](c, c.do("GET", "/v1/invoices/"+number, nil))
}

// receipt is a payment as the races look at it.
type receipt struct {
	ID, Amount, Applied, Unapplied, State, Reference string
	Invoices                                         []struct{ Number, Amount string }
}

func (c *company) receipt(id string) receipt {
	c.Helper()
	return read[receipt](c, c.do("GET", "/v1/payments/"+id, nil))
}

// pay records money that no reference and no amount leads anywhere.
func (c *company) pay(customer, amount string) string {
	c.Helper()
	return c.must("POST", "/v1/payments", m{"customer": customer, "amount": amount, "reference": fmt.Sprint("sans objet ", amount)}).text("id")
}
