package demo

import (
	"encaisse/app"
	"encaisse/app/access"
	"encaisse/base/day"
	"encaisse/base/db"
	"encaisse/base/money"
	"encaisse/base/refuse"
	"encaisse/o2c/approval"
	"encaisse/o2c/closing"
	"encaisse/o2c/credit"
	"encaisse/o2c/dunning"
	"encaisse/o2c/invoice"
	"encaisse/o2c/loss"
	"encaisse/o2c/order"
	"encaisse/o2c/payment"
)

// fails declares that proceedings were opened against a client.
func (f *firm) fails(d day.Day) error {
	_, err := app.Insolvency.Do(f.ctx, f.a, f.as(0, access.Credit), credit.ToDeclare{Customer: customer(ruined), On: d, Comment: "Jugement d’ouverture publié."})
	return f.settled(err)
}

var qOpenBills = db.Q("demo.openbills", `select v.id, v.number, v.customer, coalesce(v.order_id, 0), v.issued_on, v.due_on, v.total
	from open_item i join invoice v on v.id = i.document join customer c on c.id = i.customer
	where i.entity = $1 and c.number = $2 and i.open > 0 and i.kind = 'invoice' order by i.id`)

// doubted books what he owes as doubtful, and most of it as lost.
func (f *firm) doubted(day.Day) error {
	list, err := listed[bill](f, qOpenBills, f.sides[0].id, customer(ruined))
	if err != nil {
		return err
	}
	for _, b := range list {
		if _, err := app.DoubtInvoice.Do(f.ctx, f.a, f.as(0, access.Collections), loss.ByInvoice{ID: b.Number}); err != nil {
			return err
		}
		f.claims = append(f.claims, b)
		if _, err := app.ImpairInvoice.Do(f.ctx, f.a, f.as(0, access.Finance), loss.ToImpair{ByInvoice: loss.ByInvoice{ID: b.Number}, Rate: money.Percent(60_000_000)}); err != nil {
			return err
		}
	}
	return nil
}

// givenUp writes off the first of his invoices: the liquidator said that
// nothing is left for it. Who collects and who gives up are two.
func (f *firm) givenUp(d day.Day) error {
	if len(f.claims) == 0 {
		return nil
	}
	_, err := app.WriteOffInvoice.Do(f.ctx, f.a, f.as(0, access.Admin), loss.ToWriteOff{ByInvoice: loss.ByInvoice{ID: f.claims[0].Number},
		Ground: "liquidation", DuplicateSentOn: d.AddDays(-1)})
	if err != nil {
		return err
	}
	f.lost = f.claims[0]
	return f.settled(nil)
}

// recovered is money that came for it all the same.
func (f *firm) recovered(day.Day) error {
	if f.lost.Number == "" {
		return nil
	}
	_, err := app.RecoverInvoice.Do(f.ctx, f.a, f.as(0, access.Finance), loss.ToRecover{ByInvoice: loss.ByInvoice{ID: f.lost.Number}, Amount: cents(f.lost.Total / 4)})
	return err
}

// monthEnds closes a month of the wholesaler.
func (f *firm) monthEnds(month day.Day) error {
	_, err := app.ClosePeriod.Do(f.ctx, f.a, f.as(0, access.Finance), closing.ToClose{Kind: "month", Day: month})
	return err
}

var qLastPeriod = db.Q("demo.lastperiod", `select id, last_day from period where entity = $1 and state = 'closed' order by last_day desc limit 1`).Scans()

// reopens asks to open the last closed month again; another person does, and
// it is closed anew, or nobody has decided yet.
func (f *firm) reopens(granted bool) func(day.Day) error {
	return func(day.Day) error {
		p, err := seen[struct {
			ID  db.ID
			End day.Day
		}](f, qLastPeriod, f.sides[0].id)
		if err == db.ErrNone {
			return nil
		}
		if err != nil {
			return err
		}
		id := p.ID.Text(closing.Prefix)
		if _, err := app.AskReopening.Do(f.ctx, f.a, f.as(0, access.Finance), closing.ToAsk{ID: id, Reason: "facture du transporteur oubliée"}); err != nil || !granted {
			return err
		}
		if _, err := app.ReopenPeriod.Do(f.ctx, f.a, f.as(0, access.Admin), closing.ByID{ID: id}); err != nil {
			return err
		}
		return f.monthEnds(p.End)
	}
}

// limits raises the limit of a large client beyond what the credit manager may
// give alone, and of another within it; scores and insures some.
func (f *firm) limits(d day.Day) error {
	high, low := euros(60_000), euros(25_000)
	_, err := app.SetLimit.Do(f.ctx, f.a, f.as(0, access.CreditManager), credit.NewLimit{Customer: customer(16), Limit: &high})
	if err := f.settled(f.granted(0, err)); err != nil {
		return err
	}
	_, err = app.SetLimit.Do(f.ctx, f.a, f.as(0, access.CreditManager), credit.NewLimit{Customer: customer(11), Limit: &low})
	if err := f.settled(f.granted(0, err)); err != nil {
		return err
	}
	rating := money.Decimal(700_000)
	for _, i := range []int{0, 11, 16, 25, 35} {
		if _, err := app.ScoreCredit.Do(f.ctx, f.a, f.as(0, access.Credit), credit.ToScore{Customer: customer(i), Rating: &rating, Since: d.AddDays(-900 * (1 + i%4))}); err != nil {
			return err
		}
	}
	for _, i := range []int{0, 16} {
		if _, err := app.InsureCredit.Do(f.ctx, f.a, f.as(0, access.CreditManager), credit.Insurance{Customer: customer(i), Limit: euros(15_000), Share: money.Percent(90_000_000), Waiting: 150, Notify: 30}); err != nil {
			return err
		}
		if _, err := app.ReviewCredit.Do(f.ctx, f.a, f.as(0, access.Credit), credit.Reviewed{Customer: customer(i), Comment: "Comptes vus."}); err != nil {
			return err
		}
	}
	return nil
}

// lines are temporary credit: one that ends within the year, one that lasts.
func (f *firm) lines(d day.Day) error {
	for _, l := range []struct{ who, days int }{{3, 30}, {8, 200}} {
		_, err := app.OpenLine.Do(f.ctx, f.a, f.as(0, access.CreditManager), credit.NewExtra{Customer: customer(l.who), Amount: euros(4_000), From: d, To: d.AddDays(l.days)})
		if err := f.settled(f.granted(0, err)); err != nil {
			return err
		}
	}
	return nil
}

// asks is a raise of a limit that waits for a second person: refused,
// withdrawn, forgotten until it expires, or still open.
func (f *firm) asks(end string) func(day.Day) error {
	return func(d day.Day) error {
		wish := euros(70_000)
		if end == "expired" {
			return f.forgotten(d)
		}
		who := map[string]int{"refused": 0, "withdrawn": 11, "": 32}[end]
		_, err := app.SetLimit.Do(f.ctx, f.a, f.as(0, access.CreditManager), credit.NewLimit{Customer: customer(who), Limit: &wish})
		if refuse.Code(err) != "approval.needed" {
			return err
		}
		id, err := seen[db.ID](f, qOpenRequests)
		if err != nil {
			return err
		}
		in := approval.Decision{ID: id.Text(approval.Prefix), Comment: "Trop pour une seule saison."}
		switch end {
		case "refused":
			_, err = app.RefuseApproval.Do(f.ctx, f.a, f.as(0, access.Finance), in)
		case "withdrawn":
			_, err = app.WithdrawApproval.Do(f.ctx, f.a, f.as(0, access.CreditManager), in)
		}
		return err
	}
}

// forgotten are two releases beyond the analyst: nobody decides about one, the
// order of the other is changed before somebody does.
func (f *firm) forgotten(d day.Day) error {
	for k := range 2 {
		in := f.small(shut, 1, 300)
		s, err := f.buy(shut, d, in)
		if err != nil {
			return err
		}
		_, err = app.ReleaseOrder.Do(f.ctx, f.a, f.as(0, access.Credit), order.ToRelease{ID: s.order, Comment: "Ancien client."})
		if err != nil && refuse.Code(err) != "approval.needed" {
			return err
		}
		if k == 1 {
			less := money.Units(290)
			if _, err := app.AmendOrder.Do(f.ctx, f.a, f.as(0, access.Sales), order.Changes{ID: s.order, Lines: []order.Change{{N: 1, Quantity: &less}}}); err != nil {
				return err
			}
		}
	}
	return f.settled(nil)
}

// debtor is a client who owes since some time.
type debtor struct {
	Number string
	Open   int64
}

var qDebtors = db.Q("demo.debtors", `select c.number, cast(sum(i.open) as bigint) from open_item i join customer c on c.id = i.customer
	where i.entity = $1 and i.open > 0 and i.kind = 'invoice' and i.due_on < $2 and i.instalment = 1 and i.contested = 0
	and not exists (select 1 from plan p where p.customer = c.id) and not exists (select 1 from credit k where k.holder = c.id and k.insolvent_on <> 0)
	group by c.number order by 2 desc, 1 limit 1`).Scans()

// inParts agrees with the largest debtor that he pays by instalments.
func (f *firm) inParts(late int, end string) func(day.Day) error {
	return func(d day.Day) error {
		who, err := seen[debtor](f, qDebtors, f.sides[0].id, d.AddDays(-late))
		if err == db.ErrNone {
			return nil
		}
		if err != nil {
			return err
		}
		i := f.index(who.Number)
		bills, err := listed[bill](f, qOpenBills, f.sides[0].id, who.Number)
		if err != nil {
			return err
		}
		in := dunning.NewPlan{Customer: who.Number, Invoices: []string{bills[0].Number}, Parts: 3, FirstOn: d.AddDays(5)}
		if end == "later" {
			in.StartsOn, in.FirstOn = d.AddDays(4), d.AddDays(6)
		}
		p, err := app.ProposePlan.Do(f.ctx, f.a, f.as(0, access.Collections), in)
		if err != nil || end == "proposed" {
			return unless(err, "dunning.planned", "dunning.not_owed")
		}
		if end == "cancelled" {
			_, err = app.CancelPlan.Do(f.ctx, f.a, f.as(0, access.Collections), dunning.ByPlan{ID: p.ID})
			return err
		}
		if _, err := app.AcceptPlan.Do(f.ctx, f.a, f.as(0, access.Collections), dunning.ByPlan{ID: p.ID}); err != nil {
			return err
		}
		f.byPlan[bills[0].ID] = true
		for n, part := range p.Instalments {
			if end == "broken" && n > 0 {
				break
			}
			amount := part.Amount
			f.on(part.DueOn, func() error {
				return f.receive(i, payment.New{Customer: who.Number, Amount: decimal(amount), Payer: f.people[i].Name, Reference: bills[0].Number + " échéance"}, &bills[0])
			})
		}
		return nil
	}
}

// paused keeps two clients from being chased for a while.
func (f *firm) paused(d day.Day) error {
	for k, i := range []int{18, 23} {
		v, err := app.PauseDunning.Do(f.ctx, f.a, f.as(0, access.Collections), dunning.NewPause{Customer: customer(i), Reason: "Changement de comptable"})
		if err != nil {
			return err
		}
		if k == 0 {
			f.after(d, 10, func() error {
				_, err := app.ResumeDunning.Do(f.ctx, f.a, f.as(0, access.Collections), dunning.ByPause{ID: v.ID})
				return err
			})
		}
	}
	return nil
}

// promises notes what a client promises, and takes it back or not.
func (f *firm) promises(kept bool) func(day.Day) error {
	return func(d day.Day) error {
		b, ok, err := f.some(d, 20, 0)
		if err != nil || !ok {
			return err
		}
		c, err := f.buyerOf(b)
		if err != nil {
			return err
		}
		v, err := app.MakePromise.Do(f.ctx, f.a, f.as(0, access.Collections), dunning.NewPromise{Customer: c, Amount: cents(b.Total), DueOn: d.AddDays(5), Invoice: b.Number})
		if err != nil || kept {
			return err
		}
		_, err = app.CancelPromise.Do(f.ctx, f.a, f.as(0, access.Collections), dunning.ByPromise{ID: v.ID})
		return err
	}
}

var qNumber = db.Q("demo.number", `select number from customer where id = $1`)

func (f *firm) buyerOf(b bill) (string, error) { return seen[string](f, qNumber, b.Customer) }

// quarrel opens a dispute that is not decided by the last day, looked into or
// not yet.
func (f *firm) quarrel(review bool) func(day.Day) error {
	return func(d day.Day) error {
		_, err := f.contested(d, review)
		return err
	}
}

// contested opens a dispute on the first line of a recent invoice, and reviews
// it when that is asked for.
func (f *firm) contested(d day.Day, review bool) (invoice.ByDispute, error) {
	b, ok, err := f.some(d, 3, 4)
	if err != nil || !ok {
		return invoice.ByDispute{}, err
	}
	v, err := app.OpenDispute.Do(f.ctx, f.a, f.as(0, access.Collections), invoice.NewDispute{Invoice: b.Number, Reason: "quality", Owner: "hugo", Lines: []invoice.Part{{N: 1, Quantity: money.Units(1)}}})
	in := invoice.ByDispute{ID: v.ID}
	if err == nil && review {
		_, err = app.ReviewDispute.Do(f.ctx, f.a, f.as(0, access.Collections), in)
	}
	return in, err
}

// quarrelGranted grants a dispute, wholly or in part, and leaves it so.
func (f *firm) quarrelGranted(part bool) func(day.Day) error {
	return func(d day.Day) error {
		in, err := f.contested(d, true)
		if err != nil || in.ID == "" {
			return err
		}
		ok := invoice.ToAccept{ID: in.ID}
		if part {
			ok.Lines = []invoice.Part{{N: 1, Quantity: 500_000}}
		}
		_, err = app.AcceptDispute.Do(f.ctx, f.a, f.as(0, access.Billing), ok)
		return f.settled(f.granted(0, err))
	}
}

func (f *firm) quarrelRefused(d day.Day) error {
	in, err := f.contested(d, true)
	if err != nil || in.ID == "" {
		return err
	}
	_, err = app.RejectDispute.Do(f.ctx, f.a, f.as(0, access.Collections), in)
	return f.settled(err)
}
