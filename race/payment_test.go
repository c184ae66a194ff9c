package race

import (
	"strings"
	"testing"

	"encaisse/base/money"
)

// quality R13: money is applied once. Those who come too late are told what is
// left.
func TestMoneyIsAppliedOnce(t *testing.T) {
	everywhere(t, func(c *company) {
		c.customer("dupont", "")
		c.service("conseil", "100.00")
		numbers := c.invoiced("dupont", "conseil", 50)
		c.oneToMany(numbers)
		c.manyToOne(numbers)
		c.takenBack(numbers)
	})
}

func (c *company) apply(payment, number, amount string) answer {
	return c.do("POST", "/v1/payments/"+payment+"/applications", m{"invoice": number, "amount": amount})
}

// told checks the sentence of who came too late: it shows what is left.
func (c *company) told(a answer, code, left string) {
	if a.status == 409 && (a.text("code") != code || !strings.Contains(a.text("detail"), left)) {
		c.Errorf("%v, want %s and what is left, %s", a, code, left)
	}
}

// oneToMany: one payment of 1,000.00 for fifty invoices of 100.00.
func (c *company) oneToMany(numbers []string) {
	c.Helper()
	id := c.pay("dupont", "1000.00")
	var got tally
	meanwhile(func() { c.used(id) }, func() {
		crowd(len(numbers), func(i int) {
			a := c.apply(id, numbers[i], "100.00")
			got.add(a)
			c.told(a, "payment.unapplied_short", "€0.00")
		})
	})
	if !got.is(map[string]int{"201": 10, "409 payment.unapplied_short": 40}) {
		c.Errorf("one to many: %v", got.n)
	}
	if sum, _ := c.used(id); sum != 1000_00 {
		c.Errorf("%v of 1,000.00 applied", sum.In("EUR"))
	}
	var open money.Amount
	for _, n := range numbers {
		open += c.amount(c.bill(n).Open)
	}
	if open != 4000_00 {
		c.Errorf("%v still open", open.In("EUR"))
	}
}

// used polls a payment: never more than its amount is applied, and as much as
// its list of invoices says.
func (c *company) used(id string) (sum money.Amount, p receipt) {
	p = c.receipt(id)
	for _, u := range p.Invoices {
		sum += c.amount(u.Amount)
	}
	if total := c.amount(p.Amount); sum > total || sum != c.amount(p.Applied) || p.State != "returned" && sum+c.amount(p.Unapplied) != total {
		c.Errorf("payment %+v", p)
	}
	return sum, p
}

// manyToOne: fifty times the same invoice, which is open for ten of them.
func (c *company) manyToOne(numbers []string) {
	c.Helper()
	var number string
	for _, n := range numbers {
		if c.bill(n).Payment == "unpaid" {
			number = n
		}
	}
	id := c.pay("dupont", "2000.00")
	var got tally
	crowd(50, func(int) {
		a := c.apply(id, number, "10.00")
		got.add(a)
		c.told(a, "receivable.open_short", "€0.00")
	})
	if !got.is(map[string]int{"201": 10, "409 receivable.open_short": 40}) {
		c.Errorf("many to one: %v", got.n)
	}
	if sum, _ := c.used(id); sum != 100_00 || c.bill(number).Payment != "paid" {
		c.Errorf("%v applied of 100.00", sum.In("EUR"))
	}
}

// takenBack: applied, freed and returned by the bank at once. It is returned
// once, and nothing of it stays applied.
func (c *company) takenBack(numbers []string) {
	c.Helper()
	open := map[string]string{}
	for _, n := range numbers {
		open[n] = c.bill(n).Open
	}
	id := c.pay("dupont", "3000.00")
	var got tally
	crowd(60, func(i int) {
		number := numbers[i%len(numbers)]
		switch {
		case i%12 == 11:
			got.add(c.do("POST", "/v1/payments/"+id+"/return", m{}))
		case i%4 == 3:
			c.do("POST", "/v1/payments/"+id+"/unapply", m{"invoice": number})
		default:
			c.apply(id, number, "50.00")
		}
	})
	if !got.is(map[string]int{"200": 1, "409 payment.returned_state": 4}) {
		c.Errorf("returns: %v", got.n)
	}
	if sum, p := c.used(id); sum != 0 || p.State != "returned" {
		c.Errorf("%v applied of a payment that is %s", sum.In("EUR"), p.State)
	}
	for _, n := range numbers {
		if now := c.bill(n).Open; now != open[n] {
			c.Errorf("invoice %s: %s open, before %s", n, now, open[n])
		}
	}
}
