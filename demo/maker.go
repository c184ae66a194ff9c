package demo

import (
	"context"
	"math/rand/v2"
	"time"

	"encaisse/app"
	"encaisse/app/access"
	"encaisse/app/run"
	"encaisse/base/day"
	"encaisse/base/money"
	"encaisse/o2c/stock"
)

// maker makes the history: a day after the other, each on the clock of that
// day, with one source of chance.
type maker struct {
	ctx   context.Context
	a     *app.App
	clock *Clock
	zone  *time.Location
	dice  *rand.Rand
	real  time.Time // when the making began
	first day.Day
	last  day.Day
	now   time.Time
	limit time.Time // the day's clock stays before it
	calls map[string]app.Call

	agenda map[day.Day][]func() error // what is to be done on a working day, in order
	shelf  map[string]int64           // of each article: on its way or on the shelf, less what was ordered
	live   []*sale                    // orders that the warehouse looks at each morning
	closed bool                       // the blocked customer is blocked
	parcel int                        // shipments made so far
	bought int                        // customers' own order numbers given so far
}

// Working hours, and the time from one command to the next.
const (
	morning = 8*time.Hour + 30*time.Minute
	evening = 18 * time.Hour
	least   = 4 * time.Minute
	spread  = 17 * time.Minute
)

// Stock, in usual quantities of an article: on the first day, when it is
// ordered again, and how much then.
const (
	firstPacks = 30
	lowPacks   = 8
	lotPacks   = 24
)

// wake sets the clock to the morning of a day. On the day it is really, the
// history ends before it began to be made.
func (m *maker) wake(d day.Day) {
	y, mo, n := d.Date()
	midnight := time.Date(y, time.Month(mo), n, 0, 0, 0, 0, m.zone)
	m.now, m.limit = midnight.Add(morning), midnight.Add(evening)
	if d == day.FromTime(m.real, m.zone) {
		m.limit = m.real
		if m.now.After(m.real.Add(-time.Hour)) {
			m.now = midnight.Add(m.real.Sub(midnight) / 2)
		}
	}
	m.clock.Set(m.now)
}

// tick lets some minutes go by, fewer and fewer towards the end of the day.
func (m *maker) tick() {
	step := least + time.Duration(m.dice.Int64N(int64(spread)))
	m.now = m.now.Add(min(step, m.limit.Sub(m.now)/12))
	m.clock.Set(m.now)
}

// as is who acts, some minutes after what was done last.
func (m *maker) as(role string) app.Call {
	m.tick()
	return m.calls[role]
}

// settle does what follows from the facts so far. It is called after each
// command that something follows from, so that numbers come in one order.
func (m *maker) settle(err error) error {
	if err != nil {
		return err
	}
	_, err = m.a.DB.Idle(m.ctx)
	return err
}

// on plans something for a day, or for the first working day after it; what
// would be after the last day does not happen.
func (m *maker) on(d day.Day, do func() error) {
	for !day.France.Workday(d) {
		d = d.AddDays(1)
	}
	if d <= m.last {
		m.agenda[d] = append(m.agenda[d], do)
	}
}

// after plans something so many working days from a day on.
func (m *maker) after(d day.Day, workdays int, do func() error) {
	m.on(day.France.AddWorkdays(d, workdays), do)
}

// before plans something so many working days before the last day.
func (m *maker) before(workdays int, do func(d day.Day) error) {
	d := m.last
	for n := 0; ; d = d.AddDays(-1) {
		if day.France.Workday(d) {
			if n == workdays {
				break
			}
			n++
		}
	}
	if d > m.first {
		m.on(d, func() error { return do(d) })
	}
}

func (m *maker) chance(percent int) bool { return m.dice.IntN(100) < percent }

// open fills the masters and the shelves, on the first day.
func (m *maker) open() error {
	if err := m.mailed(Company, m.calls[access.Finance]); err != nil {
		return err
	}
	for n, a := range articles {
		if _, err := app.CreateItem.Do(m.ctx, m.a, m.calls[access.Sales], a.entry(n)); err != nil {
			return err
		}
	}
	for i, p := range buyers {
		if _, err := app.CreateCustomer.Do(m.ctx, m.a, m.calls[access.CreditManager], p.account(i, m.first)); err != nil {
			return err
		}
	}
	if err := m.group(); err != nil {
		return err
	}
	for n, a := range articles {
		if !a.Service {
			m.shelf[a.SKU] = a.Pack * firstPacks
			if err := m.receive(a, a.Pack*firstPacks); err != nil {
				return err
			}
			if _, err := app.SetBin.Do(m.ctx, m.a, m.as(access.Warehouse), stock.NewBin{SKU: a.SKU, Bin: bin(n)}); err != nil {
				return err
			}
		}
	}
	m.cases()
	return nil
}

// day lets one day happen.
func (m *maker) day(d day.Day) error {
	if d > m.first { // else it has begun already
		m.wake(d)
	}
	for _, name := range []string{"daily", "matching"} {
		if _, err := run.Do(m.ctx, m.a, name, false); err != nil {
			return err
		}
	}
	if err := m.settle(nil); err != nil || !day.France.Workday(d) {
		return err
	}
	for len(m.agenda[d]) > 0 {
		do := m.agenda[d][0]
		m.agenda[d] = m.agenda[d][1:]
		if err := do(); err != nil {
			return err
		}
	}
	if err := m.warehouse(d); err != nil {
		return err
	}
	for n := m.dice.IntN(3) + min(m.dice.IntN(10), 1); n > 0; n-- {
		if err := m.order(d); err != nil {
			return err
		}
	}
	return nil
}

// receive puts goods of a supplier on the shelf; who waits for them gets them.
func (m *maker) receive(a article, quantity int64) error {
	_, err := app.ReceiveStock.Do(m.ctx, m.a, m.as(access.Warehouse),
		stock.NewReceipt{SKU: a.SKU, Quantity: money.Units(quantity), UnitCost: &a.Cost})
	return m.settle(err)
}
