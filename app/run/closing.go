package run

import (
	"context"
	"encoding/json"
	"fmt"

	"encaisse/app"
	"encaisse/app/work"
	"encaisse/base/day"
	"encaisse/base/db"
	"encaisse/base/refuse"
	books "encaisse/o2c/closing"
	"encaisse/o2c/ledger"
)

var _ = Handle(work.Closing, closed)

// validatedAtOnce is how many entries get their number in one transaction of a
// closing: between two of them it can be stopped.
const validatedAtOnce = 2000

// closed closes a period: first its entries get their numbers, some at a time;
// then the command period.close does what is left in one transaction, under a
// key of the work, so that a closing that was cut off is not done twice. Its
// file is the trial balance as it was stored. The preview says what stands
// against it and how many entries there are.
func closed(ctx context.Context, a *app.App, row work.Row) (any, error) {
	var in books.ToClose
	if err := json.Unmarshal([]byte(row.Input), &in); err != nil {
		return nil, err
	}
	call, err := callOf(ctx, a, row)
	if err != nil {
		return nil, err
	}
	m, err := closable(ctx, a, call, in)
	if refuse.Code(err) == "work.closed" && !row.Preview {
		err = nil // perhaps by this work, before it was cut off: the key knows
	}
	if err != nil {
		return nil, err
	}
	expected(ctx, int(m.Unvalidated)+1)
	if row.Preview {
		return nil, nil
	}
	for n := int64(1); n > 0 && m.Closable; {
		n, err = db.Do(ctx, a.DB, asOf(row), func(w *db.Write) (int64, error) { return ledger.ValidateUpTo(w, m.Last, validatedAtOnce) })
		if err == nil {
			err = counted(ctx, int(n))
		}
		if err != nil {
			return nil, err
		}
	}
	call.Key = row.ID.Text(work.Prefix) + ":close"
	out, _, err := app.ClosePeriod.Run(ctx, a, call, &in)
	if err != nil {
		return nil, err
	}
	_ = counted(ctx, 1) // it is done: too late to stop
	var p struct {
		Last  day.Day `json:"last"`
		Known int64   `json:"known"`
	}
	if err := json.Unmarshal([]byte(db.JSON(out)), &p); err != nil {
		return nil, err
	}
	with := []string{"as_of=" + p.Last.String(), fmt.Sprint("known=", p.Known)}
	_, content, err := fileOf(context.WithoutCancel(ctx), a, row, app.TrialBalance.Entry, app.Shared{With: with})
	if err != nil {
		return nil, err
	}
	return kept(ctx, a, row, "trial-balance-"+p.Last.String()+".csv", content)
}

// closable is the month or year to be closed, or what stands against that.
func closable(ctx context.Context, a *app.App, call app.Call, in books.ToClose) (books.MonthRow, error) {
	call.Key = ""
	civil, _, _ := in.Day.Date()
	for _, year := range []int{civil, min(civil+1, 9999)} { // a fiscal year has the name of its end
		out, err := app.ListMonths.Ask(ctx, a, call, books.MonthsIn{Year: int64(year)})
		if err != nil {
			return books.MonthRow{}, err
		}
		for _, m := range out.Rows {
			if m.Kind != in.Kind || in.Day < m.First || in.Day > m.Last {
				continue
			}
			if m.Closable {
				return m, nil
			}
			if m.Because == "" {
				return m, refuse.New(refuse.Conflict, "work.closed")
			}
			return m, refuse.New(refuse.Conflict, "work.not_closable", "why", m.Because)
		}
	}
	return books.MonthRow{}, refuse.New(refuse.Invalid, "work.no_period", "day", in.Day)
}
