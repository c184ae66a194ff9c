package demo

import (
	"encaisse/app"
	"encaisse/app/access"
	"encaisse/base/day"
	"encaisse/base/db"
	"encaisse/base/refuse"
	"encaisse/o2c/charge"
	"encaisse/o2c/dunning"
	"encaisse/o2c/invoice"
	"encaisse/o2c/receivable"
)

// task is something a collector is to do.
type task struct {
	ID     db.ID
	Action string
}

var qTasks = db.Q("demo.tasks", `select id, action from dunning_action where entity = $1 and state = 'todo' and day < $2 order by id`)

// collect is the afternoon of the collectors: the calls and letters of the day
// before are done. Those of the last days are left to who looks at them.
func (f *firm) collect(d day.Day) error {
	const left = 7
	if d > f.final.AddDays(-left) {
		return nil
	}
	for place := range f.sides {
		list, err := listed[task](f, qTasks, f.sides[place].id, d)
		if err != nil {
			return err
		}
		for _, t := range list {
			done := dunning.Finished{ID: t.ID.Text(dunning.ActionPrefix), Result: "reached", Note: "A promis de regarder."}
			switch t.Action {
			case "letter":
				done.Result, done.Note = "posted", "LRAR 1A 204 331"
			case "handover":
				done.Result, done.Note = "handed_over", "Dossier transmis."
			case "check":
				done.Result, done.Note = "repaired", ""
			case "call":
				if f.chance(40) {
					done.Result, done.Note = "message", ""
				}
			}
			if _, err := app.FinishAction.Do(f.ctx, f.a, f.as(place, access.Collections), done); unless(err, "dunning.settled") != nil {
				return err // who paid meanwhile is not called
			}
		}
	}
	return nil
}

var qPromises = db.Q("demo.promises", `select count(*) from promise where customer = $1 and state = 'open'`)

// promised plans that a client promises to pay some days before he does; now
// and then for a day on which he does not.
func (f *firm) promised(i int, b bill, on day.Day) {
	broken := f.chance(25)
	f.on(on.AddDays(-9), func() error {
		today := day.FromTime(f.now, f.zone)
		o, err := seen[owed](f, qOwed, b.Customer, b.ID)
		if err != nil || o.Open-o.Contested <= 0 || f.byPlan[b.ID] || today >= on {
			return err
		}
		if n, err := seen[int64](f, qPromises, b.Customer); err != nil || n > 0 {
			return err
		}
		due := on
		if broken {
			due = max(today, on.AddDays(-6))
		}
		place := f.people[i].place
		if _, err := app.LogContact.Do(f.ctx, f.a, f.as(place, access.Collections), dunning.NewContact{Customer: customer(i), Channel: "call", Result: "promise"}); err != nil {
			return err
		}
		_, err = app.MakePromise.Do(f.ctx, f.a, f.as(place, access.Collections), dunning.NewPromise{Customer: customer(i), Amount: cents(o.Open - o.Contested), DueOn: due, Invoice: b.Number})
		return err
	})
}

// contest is a client who contests an invoice: a line of it or an amount.
func (f *firm) contest(i int, b bill) error {
	o, err := seen[owed](f, qOwed, b.Customer, b.ID)
	if err != nil || o.Open < 50_00 || o.Contested > 0 {
		return err
	}
	place := f.people[i].place
	in := invoice.NewDispute{Invoice: b.Number, Reason: reasons[f.dice.IntN(len(reasons))], Owner: "hugo"}
	lines := f.chance(60)
	if lines {
		v, err := app.ShowInvoice.Ask(f.ctx, f.a, f.sides[place].calls[access.Cash], invoice.ByID{ID: b.Number})
		if err != nil {
			return err
		}
		l := v.Lines[0]
		if left := l.Quantity - l.Credited; left > 0 {
			in.Lines = []invoice.Part{{N: l.N, Quantity: left}}
		}
	}
	if in.Lines == nil {
		amount := cents(o.Open / 4)
		in.Amount = &amount
	}
	v, err := app.OpenDispute.Do(f.ctx, f.a, f.as(place, access.Collections), in)
	if code := refuse.Code(err); code == "receivable.dispute_amount" {
		return nil // paid in part meanwhile
	}
	if err != nil {
		return err
	}
	today := day.FromTime(f.now, f.zone)
	f.after(today, 2+f.dice.IntN(3), func() error {
		_, err := app.ReviewDispute.Do(f.ctx, f.a, f.as(place, access.Collections), invoice.ByDispute{ID: v.ID})
		return err
	})
	f.after(today, 6+f.dice.IntN(6), func() error { return f.judged(place, v, in.Lines) })
	return nil
}

var reasons = []string{"price", "quantity", "quality", "delivery", "duplicate", "po_missing"}

// judged grants a dispute, some of it, or nothing; then it is closed.
func (f *firm) judged(place int, v receivable.DisputeView, lines []invoice.Part) error {
	var err error
	switch {
	case len(lines) > 0 && f.chance(70):
		in := invoice.ToAccept{ID: v.ID}
		if q := lines[0].Quantity; f.chance(35) && q >= 2_000_000 {
			in.Lines = []invoice.Part{{N: lines[0].N, Quantity: q / 2_000_000 * 1_000_000}}
		}
		_, err = app.AcceptDispute.Do(f.ctx, f.a, f.as(place, access.Billing), in)
		err = f.granted(place, err)
	default:
		_, err = app.RejectDispute.Do(f.ctx, f.a, f.as(place, access.Collections), invoice.ByDispute{ID: v.ID})
	}
	if err := f.settled(err); err != nil {
		return err
	}
	f.after(day.FromTime(f.now, f.zone), 5, func() error {
		_, err := app.CloseDispute.Do(f.ctx, f.a, f.as(place, access.Collections), invoice.ByDispute{ID: v.ID})
		return err
	})
	return nil
}

var qLaggards = db.Q("demo.laggards", `select c.number from open_item i join customer c on c.id = i.customer
	where i.entity = $1 and i.kind = 'invoice' and i.open > 0 and i.contested = 0 and i.due_on < $2 and not exists (select 1 from charge n where n.customer = c.id)
	group by c.number order by min(i.due_on), c.number`).Scans()

// charged asks who is late longest, and was not asked yet, for what that costs.
func (f *firm) charged(d day.Day) error {
	list, err := listed[string](f, qLaggards, f.sides[0].id, d.AddDays(-15))
	if err != nil {
		return err
	}
	for _, number := range list {
		_, err := app.ChargeLate.Do(f.ctx, f.a, f.sides[0].calls[access.Collections], charge.ToCharge{Customer: number})
		if code := refuse.Code(err); code != "charge.insolvent" && code != "charge.nothing" {
			return f.settled(err)
		}
	}
	return nil
}
