package demo

import (
	"context"

	"encaisse/app"
	"encaisse/app/access"
	"encaisse/base/db"
	"encaisse/o2c/dunning"
	"encaisse/o2c/listing"
)

// share gives the customers of the wholesaler to his two collectors in turn, but
// for one in ten, who is everybody's.
func share(ctx context.Context, a *app.App) error {
	who, err := a.Act(ctx, "paul", access.Finance, Company)
	if err != nil {
		return err
	}
	call, collectors := app.Call{Caller: who}, []string{"hugo", "zoe"}
	return db.Together(ctx, a.DB, func(ctx context.Context) error {
		list, err := app.CustomerRows.Ask(ctx, a, call, listing.CustomersIn{Paging: db.Paging{Limit: 1000}})
		if err != nil {
			return err
		}
		for n, c := range list.Items {
			if n%10 == 9 {
				continue
			}
			if _, err := app.GiveCustomer.Do(ctx, a, call, dunning.ToGive{Customer: c.Number, Collector: collectors[n%2]}); err != nil {
				return err
			}
		}
		return nil
	})
}
