package demo

import (
	"strings"

	"encaisse/app"
	"encaisse/app/access"
	"encaisse/base/day"
	"encaisse/base/db"
	"encaisse/base/money"
	"encaisse/o2c/invoice"
	"encaisse/o2c/payment"
)

// expect plans how an invoice will be paid.
func (m *maker) expect(s *sale, id db.ID) error {
	p := buyers[s.buyer]
	if p.Pays == advance || p.Pays == never && m.first.AddDays(45) < day.FromTime(m.now, m.zone) {
		return nil // paid before, or never
	}
	v, err := m.invoice(id.Text(invoice.Prefix))
	if err != nil {
		return err
	}
	habit := p.Pays
	if habit == never {
		habit = slow // as long as he still paid
	}
	how := ways[m.dice.IntN(len(ways))]
	m.on(v.DueOn.AddDays(habit.from+m.dice.IntN(habit.to-habit.from+1)), func() error { return m.pay(s, v.ID, how) })
	return nil
}

func (m *maker) invoice(ref string) (invoice.View, error) {
	return app.ShowInvoice.Ask(m.ctx, m.a, m.calls[access.Cash], invoice.ByID{ID: ref})
}

// way is how a customer's transfer names what it pays; what is not said in it
// the cash desk has to find out.
type way struct {
	named     bool   // the bank knows the payer
	reference string // %s is the invoice's number
	half      bool   // the rest comes later
	iso       bool   // the reference is made into an ISO 11649 one
	over      bool   // a little too much
}

// ways, the usual ones more than once.
var ways = []way{
	{named: true, reference: "%s"},
	{named: true, reference: "%s"},
	{named: true, reference: "Règlement facture %s"},
	{named: true, reference: "Règlement facture %s"},
	{reference: "Virement %s"},
	{reference: "%s"},
	{named: true},
	{named: true, reference: "Votre facture du mois"},
	{named: true, reference: "%s acompte", half: true},
	{named: true, reference: "%s", iso: true},
	{named: true, reference: "Paiement", over: true},
	{reference: "Divers fournisseurs"},
}

// pay lets the money of an invoice come in, whatever is left of it.
func (m *maker) pay(s *sale, id string, how way) error {
	v, err := m.invoice(id)
	if err != nil || v.Open.Minor == 0 {
		return err
	}
	p := buyers[s.buyer]
	amount := v.Open
	if how.half && amount.Minor > 200_00 {
		amount.Minor /= 2
		m.after(day.FromTime(m.now, m.zone), 8, func() error { return m.pay(s, id, ways[0]) })
	}
	if how.over {
		amount.Minor += money.Amount(tooMuch(s.buyer))
	}
	in := payment.New{Amount: decimal(amount), Payer: p.Name}
	if how.named {
		in.Customer = customer(s.buyer)
	}
	in.Reference = strings.ReplaceAll(how.reference, "%s", v.Number)
	if how.iso {
		in.Reference = payment.Structured(v.Number)
	}
	got, err := app.ReceivePayment.Do(m.ctx, m.a, m.as(access.Cash), in)
	if err := m.settle(err); err != nil {
		return err
	}
	if got.Unapplied.Minor > 0 && m.chance(70) {
		m.after(day.FromTime(m.now, m.zone), 2+m.dice.IntN(4), func() error { return m.match(got.ID, id) })
	}
	return nil
}

// match is the cash desk, which found out what a payment was for.
func (m *maker) match(paid, id string) error {
	v, err := m.invoice(id)
	if err != nil {
		return err
	}
	p, err := app.ShowPayment.Ask(m.ctx, m.a, m.calls[access.Cash], payment.ByID{ID: paid})
	if err != nil {
		return err
	}
	amount := min(v.Open.Minor, p.Unapplied.Minor)
	if amount <= 0 {
		return nil
	}
	_, err = app.ApplyPayment.Do(m.ctx, m.a, m.as(access.Cash), payment.Part{ID: paid, Invoice: v.ID, Amount: decimal(amount.In(v.Currency))})
	return m.settle(err)
}

// bounce takes back the last payment of a customer by his bank; he pays again.
func (m *maker) bounce(i int, d day.Day) (bool, error) {
	list, err := app.ListPayments.Ask(m.ctx, m.a, m.calls[access.Cash], payment.Filter{Paging: db.Paging{Limit: 1000}, Customer: customer(i)})
	if err != nil {
		return false, err
	}
	for k := len(list.Items) - 1; k >= 0; k-- {
		p := list.Items[k]
		if len(p.Invoices) == 0 || p.ReceivedOn < d.AddDays(-20) {
			continue
		}
		fee := money.Decimal(12_500_000)
		_, err := app.ReturnPayment.Do(m.ctx, m.a, m.as(access.Cash), payment.ToReturn{ID: p.ID, Reason: "AM04", Fee: &fee})
		for _, u := range p.Invoices {
			m.after(d, 10, func() error { return m.pay(&sale{buyer: i}, u.Number, ways[0]) })
		}
		return true, m.settle(err)
	}
	return false, nil
}

// tooMuch is what a client pays beside what he owes: freight that was free, a
// digit that was read wrong.
func tooMuch(n int) int64 { return 8_40 + int64(n%13)*4_65 }
