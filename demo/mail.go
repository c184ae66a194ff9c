package demo

import (
	"encaisse/app"
	"encaisse/o2c/seller"
)

// mailedFor is for how many days, up to the last, invoices go by mail: before
// that they went on paper, so that a year of them does not make it slower.
const mailedFor = 30

// mailed lets an entity's invoices go by mail from a day on.
func (m *maker) mailed(entity string, as app.Call) error {
	by := func(way string) error {
		_, err := app.DescribeEntity.Do(m.ctx, m.a, as, seller.Details{ID: entity, SendBy: &way})
		return err
	}
	m.on(m.last.AddDays(-mailedFor), func() error { return by(seller.ByMail) })
	return by(seller.ByNone)
}
