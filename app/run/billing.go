package run

import (
	"context"
	"sync/atomic"

	"encaisse/app"
	"encaisse/base/day"
	"encaisse/base/db"
	"encaisse/base/refuse"
	"encaisse/o2c/invoice"
	"encaisse/o2c/party"
	"encaisse/o2c/seller"
)

// billing invoices the month that is over of the customers who are billed once a
// month.
func billing(ctx context.Context, a *app.App) (int, error) { return billed(ctx, a, "") }

// Month is the run billing of a month that is named: one that is under way is
// invoiced as far as goods have left.
func Month(ctx context.Context, a *app.App, month string) (Report, error) {
	n, err := billed(ctx, a, month)
	if err != nil {
		return Report{}, err
	}
	report := Report{Runs: []Done{{"billing", n}}, Stuck: []Step{}}
	return report, report.rest(ctx, a)
}

// billed is how many invoices were issued for a month, over all companies.
func billed(ctx context.Context, a *app.App, month string) (int, error) {
	entities, err := db.See(ctx, a.DB, db.As{}, seller.All)
	if err != nil {
		return 0, err
	}
	total := 0
	for _, e := range entities {
		as, err := frame(ctx, a, e.ID)
		if err != nil {
			return total, err
		}
		n, err := billingOf(ctx, a, as, month)
		if total += n; err != nil {
			return total, err
		}
	}
	return total, nil
}

// billingOf is that of one company: a transaction a customer, so many at once. What
// a crash left is found by the next run, since what is invoiced is not found
// again. A customer who is refused keeps nobody else from being invoiced; the first
// no is the answer.
func billingOf(ctx context.Context, a *app.App, as db.As, month string) (int, error) {
	var after db.ID
	var issued atomic.Int64
	var no error
	var last day.Day
	for {
		ids, err := db.See(ctx, a.DB, as, func(r *db.Read) (ids []db.ID, err error) {
			if _, last, err = invoice.ParseMonth(month, r.Today()); err != nil {
				return nil, err
			}
			return invoice.Buyers(r, after, last, chunk)
		})
		if err == nil && len(ids) == 0 {
			err = no
		}
		if err != nil || len(ids) == 0 {
			return int(issued.Load()), err
		}
		after = ids[len(ids)-1]
		commands := make([]db.Command, len(ids))
		for i, id := range ids {
			commands[i] = db.Command{As: as, Do: func(w *db.Write) error {
				v, err := invoice.BillMonth(w, invoice.ToBill{Customer: id.Text(party.Prefix), Month: month})
				w.After(func() { issued.Add(int64(len(v.Invoices))) })
				return err
			}}
		}
		for _, err := range db.Batch(ctx, a.DB, commands) {
			if _, refused := refuse.As(err); err != nil && !refused {
				return int(issued.Load()), err
			}
			if no == nil && err != nil && refuse.Code(err) != "invoice.month_nothing" { // else somebody was faster
				no = err
			}
		}
	}
}
