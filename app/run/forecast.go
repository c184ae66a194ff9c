package run

import (
	"context"
	"encoding/json"
	"maps"
	"slices"

	"encaisse/app"
	"encaisse/base/db"
	"encaisse/base/money"
	"encaisse/base/seal"
	"encaisse/o2c/invoice"
	"encaisse/o2c/order"
	"encaisse/o2c/payment"
	"encaisse/o2c/receivable"
	"encaisse/o2c/seller"
)

// forecast is how much a long run would look at. For those of an order, what
// one leads to is not known before.
func forecast(ctx context.Context, a *app.App, kind string) (int, error) {
	switch kind {
	case "matching":
		return ways(ctx, a)
	case "dunning":
		return ofEntities(ctx, a, reminders)
	case "billing":
		return ofEntities(ctx, a, buyers)
	case "daily":
		return ofEntities(ctx, a, dues)
	case "flow":
		return db.See(ctx, a.DB, db.As{}, func(r *db.Read) (int, error) {
			n, _, err := db.Backlog(r)
			return int(n), err
		})
	case "sealing":
		return db.See(ctx, a.DB, db.As{}, func(r *db.Read) (int, error) {
			n, _, err := seal.Unsealed(r)
			return int(n), err
		})
	}
	total := 0
	for _, r := range table {
		n, err := forecast(ctx, a, r.Name)
		if total += n; err != nil {
			return total, err
		}
	}
	return total, nil
}

func ofEntities(ctx context.Context, a *app.App, f func(context.Context, *app.App, db.As) (int, error)) (int, error) {
	entities, err := db.See(ctx, a.DB, db.As{}, seller.All)
	total := 0
	for _, e := range entities {
		as, err := frame(ctx, a, e.ID)
		if err != nil {
			return total, err
		}
		n, err := f(ctx, a, as)
		if total += n; err != nil {
			return total, err
		}
	}
	return total, err
}

// ways are the payments that have somewhere to go.
func ways(ctx context.Context, a *app.App) (int, error) {
	total := 0
	for after := db.ID(0); ; {
		n := 0
		next, err := db.See(ctx, a.DB, db.As{}, func(r *db.Read) (db.ID, error) {
			list, next, err := payment.Candidates(r, after, chunk)
			n = len(list)
			return next, err
		})
		if total += n; err != nil || next == 0 {
			return total, err
		}
		after = next
	}
}

func reminders(ctx context.Context, a *app.App, as db.As) (int, error) {
	total := 0
	for after := db.ID(0); ; {
		due, last, err := dueAfter(ctx, a, as, after)
		if total += len(due); err != nil || last == 0 {
			return total, err
		}
		after = last
	}
}

// buyers are the customers whose month is to be invoiced.
func buyers(ctx context.Context, a *app.App, as db.As) (int, error) {
	total := 0
	for after := db.ID(0); ; {
		ids, err := db.See(ctx, a.DB, as, func(r *db.Read) ([]db.ID, error) {
			_, last, err := invoice.ParseMonth("", r.Today())
			if err != nil {
				return nil, err
			}
			return invoice.Buyers(r, after, last, chunk)
		})
		if total += len(ids); err != nil || len(ids) == 0 {
			return total, err
		}
		after = ids[len(ids)-1]
	}
}

// dues are the accounts that grow late, the orders to be closed and the words
// to be judged.
func dues(ctx context.Context, a *app.App, as db.As) (int, error) {
	total := 0
	n, err := db.See(ctx, a.DB, as, func(r *db.Read) (int, error) {
		late, err := receivable.Crossing(r, as.Entity, r.Today())
		if err != nil {
			return 0, err
		}
		given, err := receivable.PendingPromises(r, as.Entity)
		if err != nil {
			return 0, err
		}
		going, err := receivable.GoingPlans(r, as.Entity)
		return len(late) + len(given) + len(going), err
	})
	total += n
	for after := db.ID(0); err == nil; {
		var ids []db.ID
		ids, err = db.See(ctx, a.DB, as, func(r *db.Read) ([]db.ID, error) { return order.Done(r, as.Entity, after, chunk) })
		if len(ids) == 0 {
			break
		}
		total, after = total+len(ids), ids[len(ids)-1]
	}
	return total, err
}

// sums are what is kept of the totals of the things that were done: "1200.00 EUR".
type sums struct {
	Sums []string `json:"sums"`
}

// read takes up what the work has in common, and its sums so far.
func (m *mass) read() error {
	if err := json.Unmarshal([]byte(m.row.Input), &m.shared); err != nil {
		return err
	}
	var kept sums
	if err := json.Unmarshal([]byte(m.row.Report), &kept); err != nil {
		return err
	}
	for _, text := range kept.Sums {
		var t money.Money
		if err := t.UnmarshalText([]byte(text)); err != nil {
			return err
		}
		m.sums[t.Currency] = t.Minor
	}
	return nil
}

func (m *mass) report() string {
	out := sums{Sums: []string{}}
	for _, c := range slices.Sorted(maps.Keys(m.sums)) {
		out.Sums = append(out.Sums, m.sums[c].In(c).String())
	}
	return db.JSON(out)
}
