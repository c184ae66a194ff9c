package demo

import (
	"errors"
	"strings"

	"encaisse/app"
	"encaisse/app/access"
	"encaisse/base/day"
	"encaisse/base/db"
	"encaisse/base/money"
	"encaisse/o2c/invoice"
	"encaisse/o2c/payment"
)

// payday is when a client who gathers what he owes pays it.
type payday struct {
	who int
	on  day.Day
}

// bundle is what he pays then, in one transfer.
type bundle struct{ bills []bill }

// instalment is a part of an invoice that falls due by itself.
type instalment struct {
	DueOn    day.Day
	Total    int64
	Discount int64
	Until    day.Day
}

var (
	qInstalments = db.Q("demo.instalments", `select due_on, total, discount, discount_until from open_item
		where customer = $1 and document = $2 and open <> 0 order by instalment`)
	qOwed   = db.Q("demo.owed", `select cast(coalesce(sum(open), 0) as bigint), cast(coalesce(sum(contested), 0) as bigint) from open_item where customer = $1 and document = $2 and open <> 0`)
	qOldest = db.Q("demo.oldest", `select document, open from open_item where customer = $1 and kind = 'invoice' and open > 0 and contested = 0 and instalment = 1
		and discount = 0 order by due_on, id limit 1`)
)

// oldest is an open invoice of a client that fell due first.
type oldest struct {
	Document db.ID
	Open     int64
}

// owed is what is open of an invoice, and what of it is contested.
type owed struct{ Open, Contested int64 }

// expected plans how an invoice will be paid, by its client's habit.
func (f *firm) expected(i int, b bill) error {
	c := f.people[i]
	if c.Pays == advance || c.Pays == never && f.first.AddDays(150) < b.IssuedOn {
		return nil // paid before, or never
	}
	if c.quarrels && f.chance(30) {
		f.after(b.IssuedOn, 3+f.dice.IntN(6), func() error { return f.contest(i, b) })
	}
	parts, err := listed[instalment](f, qInstalments, b.Customer, b.ID)
	if err != nil || len(parts) == 0 {
		return err
	}
	if cut := parts[0]; c.takes && cut.Discount > 0 && f.chance(80) {
		f.on(b.IssuedOn.AddDays(5+f.dice.IntN(4)), func() error { return f.discounted(i, b, cut) })
		return nil
	}
	if c.gathers {
		f.gather(i, b)
		return nil
	}
	h := c.Pays
	if h == never {
		h = slow // as long as he still paid
	}
	for _, p := range parts {
		on := p.DueOn.AddDays(h.from + f.dice.IntN(h.to-h.from+1))
		amount := p.Total
		if len(parts) == 1 {
			amount = 0 // whatever is open
		}
		f.on(on, func() error { return f.pay(i, b, amount, f.way()) })
		if h == late && f.chance(70) {
			f.promised(i, b, on)
		}
	}
	return nil
}

// gather puts an invoice into the transfer at the end of the month it falls
// due in.
func (f *firm) gather(i int, b bill) {
	y, m, _ := b.DueOn.Date()
	key := payday{i, day.Of(y, int(m), 1).AddMonths(1).AddDays(-1)}
	if f.paydays[key] == nil {
		s := &bundle{}
		f.paydays[key] = s
		f.on(key.on, func() error { return f.payAll(i, s) })
	}
	f.paydays[key].bills = append(f.paydays[key].bills, b)
}

// payAll pays several invoices in one transfer, which names them.
func (f *firm) payAll(i int, s *bundle) error {
	var sum int64
	var numbers []string
	for _, b := range s.bills {
		o, err := seen[owed](f, qOwed, b.Customer, b.ID)
		if err != nil {
			return err
		}
		if o.Contested > 0 {
			f.after(day.FromTime(f.now, f.zone), 15, func() error { return f.pay(i, b, 0, ways[0]) })
		}
		if rest := o.Open - o.Contested; rest > 0 && len(numbers) < 12 && !f.byPlan[b.ID] {
			sum += rest
			numbers = append(numbers, b.Number)
		}
	}
	if sum == 0 {
		return nil
	}
	return f.receive(i, payment.New{Customer: customer(i), Amount: cents(sum), Payer: f.people[i].Name, Reference: strings.Join(numbers, " ")}, nil)
}

func cents(n int64) money.Decimal { return money.Decimal(n * 10_000) }

// discounted pays an invoice in time for its cash discount.
func (f *firm) discounted(i int, b bill, cut instalment) error {
	o, err := seen[owed](f, qOwed, b.Customer, b.ID)
	if err != nil || o.Open != b.Total || o.Contested > 0 || f.byPlan[b.ID] {
		f.on(b.DueOn, func() error { return f.pay(i, b, 0, ways[0]) }) // something came between: he pays the rest without
		return err
	}
	return f.receive(i, payment.New{Customer: customer(i), Amount: cents(b.Total - cut.Discount), Payer: f.people[i].Name, Reference: b.Number + " escompte déduit"}, nil)
}

// way is how the next transfer names what it pays: most of them well.
func (f *firm) way() way {
	switch n := f.dice.IntN(100); {
	case n < 78:
		return ways[n%4]
	case n < 84:
		return ways[4]
	case n < 88:
		return ways[9]
	case n < 91:
		return ways[8]
	case n < 94:
		return ways[6]
	case n < 97:
		return ways[7]
	case n < 98:
		return ways[10]
	}
	return ways[11]
}

// pay lets the money of an invoice come in: what is open of it and not
// contested, or a part.
func (f *firm) pay(i int, b bill, part int64, how way) error {
	o, err := seen[owed](f, qOwed, b.Customer, b.ID)
	if err != nil || o.Open <= 0 || f.byPlan[b.ID] {
		return err
	}
	amount := o.Open - o.Contested
	if o.Contested > 0 {
		f.after(day.FromTime(f.now, f.zone), 15, func() error { return f.pay(i, b, 0, ways[0]) })
	}
	if part > 0 {
		amount = min(part, amount)
	}
	if amount <= 0 {
		return nil
	}
	if how.half && amount > 200_00 {
		amount /= 2
		f.after(day.FromTime(f.now, f.zone), 8, func() error { return f.pay(i, b, 0, ways[0]) })
	}
	if how.over {
		amount += tooMuch(f.paid)
	}
	in := payment.New{Amount: cents(amount), Payer: f.people[i].Name, Reference: strings.ReplaceAll(how.reference, "%s", b.Number)}
	if how.named {
		in.Customer = customer(i)
	}
	if how.iso {
		in.Reference = payment.Structured(b.Number)
	}
	return f.receive(i, in, &b)
}

// receive is money that came in. What it is for is found at once, or by the
// cash desk some days later, or not.
func (f *firm) receive(i int, in payment.New, b *bill) error {
	place := f.people[i].place
	v, err := app.ReceivePayment.Do(f.ctx, f.a, f.as(place, access.Cash), in)
	if err != nil {
		return err
	}
	f.paid++
	today := day.FromTime(f.now, f.zone)
	if b != nil && v.Unapplied.Minor > 0 && (f.chance(60) || today.AddDays(45) < f.last) {
		f.after(today, 2+f.dice.IntN(4), func() error { return f.identify(place, v.ID, *b) })
	}
	return nil
}

// stranger is money of somebody who is no client, or who pays for one.
func (f *firm) stranger(day.Day) error {
	return f.receive(0, payment.New{Amount: cents(35_750), Payer: "SARL Brindille", Reference: "solde"}, nil)
}

// identify is the cash desk, which found out what a payment was for.
func (f *firm) identify(place int, paid string, b bill) error {
	o, err := seen[owed](f, qOwed, b.Customer, b.ID)
	if err != nil || o.Open <= 0 {
		return err
	}
	p, err := app.ShowPayment.Ask(f.ctx, f.a, f.sides[place].calls[access.Cash], payment.ByID{ID: paid})
	if err != nil || p.Unapplied.Minor <= 0 {
		return err
	}
	amount := min(o.Open, int64(p.Unapplied.Minor))
	if _, err = app.ApplyPayment.Do(f.ctx, f.a, f.as(place, access.Cash), payment.Part{ID: paid, Invoice: b.ID.Text(invoice.Prefix), Amount: cents(amount)}); err != nil {
		return err
	}
	if int64(p.Unapplied.Minor) > amount {
		f.after(day.FromTime(f.now, f.zone), 20, func() error { return f.use(place, paid, b.Customer) })
	}
	return nil
}

// use is the cash desk, which takes what a client paid too much for the oldest
// of his other invoices, as soon as he has one.
func (f *firm) use(place int, paid string, client db.ID) error {
	p, err := app.ShowPayment.Ask(f.ctx, f.a, f.sides[place].calls[access.Cash], payment.ByID{ID: paid})
	if err != nil || p.Unapplied.Minor <= 0 {
		return err
	}
	on, err := seen[oldest](f, qOldest, client)
	if errors.Is(err, db.ErrNone) {
		f.after(day.FromTime(f.now, f.zone), 10, func() error { return f.use(place, paid, client) })
		return nil
	}
	if err != nil {
		return err
	}
	amount := min(on.Open, int64(p.Unapplied.Minor))
	_, err = app.ApplyPayment.Do(f.ctx, f.a, f.as(place, access.Cash), payment.Part{ID: paid, Invoice: on.Document.Text(invoice.Prefix), Amount: cents(amount)})
	return err
}
