package demo

import (
	"context"

	"encaisse/app"
	"encaisse/app/access"
	"encaisse/app/company"
	"encaisse/base/db"
	"encaisse/o2c/party"
	"encaisse/o2c/portal"
)

// Door makes the link of a customer of the demonstration to his account.
func Door(ctx context.Context, a *app.App, number string) (string, error) {
	admin, err := a.Act(ctx, company.Administrator, access.Admin, Company)
	if err != nil {
		return "", err
	}
	return db.Do(ctx, a.DB, db.As{Actor: admin.User, Entity: admin.Entity}, func(w *db.Write) (string, error) {
		c, err := party.Find(w.Read, number)
		if err != nil {
			return "", err
		}
		return portal.Mint(w, c.ID, 0)
	})
}

// Doors are the customers of the demonstration whose portal stands open: one
// who pays late, one who pays in time, one who stopped.
func Doors() []string { return []string{customer(2), customer(0), customer(ruined)} }
