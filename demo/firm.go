package demo

import (
	"context"
	"slices"
	"time"

	"encaisse/app"
	"encaisse/app/access"
	"encaisse/app/run"
	"encaisse/base/day"
	"encaisse/base/db"
	"encaisse/base/money"
	"encaisse/connect/paper"
	"encaisse/o2c/catalog"
	"encaisse/o2c/party"
	"encaisse/o2c/receivable"
	"encaisse/o2c/seller"
	"encaisse/o2c/stock"
	"encaisse/o2c/tax"
)

// Branch is the name of the second legal entity of the whole company.
const Branch = "Comptoir Luciole Québec inc."

var branch = seller.NewEntity{Name: Branch, Country: "CA", Region: "QC", Currency: "CAD", Tax: "standard", Language: "fr-CA",
	Street: "400, rue de la Commune", Postcode: "H2Y 2E2", City: "Montréal", BankAccount: "999-00001-0000417", Interac: "paiements@luciole-quebec.example", Cheques: seller.Cheques}

var branchHeading = paper.LetterheadIn{ID: Branch, Form: new("inc."), Phone: new("514 555-0142"), Email: new("comptes@luciole-quebec.example"), Website: new("luciole-quebec.example")}

// firm makes the whole company: the wholesaler and its branch, a year of both.
type firm struct {
	*maker
	people  []client
	goods   []article
	rank    map[string]int // of an article in goods
	sides   [2]side
	weight  [2]int  // sizes of the clients of each
	orders  int     // in all
	final   day.Day // the last working day
	spent   int     // of them
	dealt   map[db.ID]*deal
	months  map[db.ID]int // who gets one invoice a month
	open    []*deal       // orders the warehouses look at each morning
	parcels []*parcel     // shipments under way
	paydays map[payday]*bundle
	byPlan  map[db.ID]bool // invoices that are paid by a plan
	claims  []bill         // booked as doubtful
	lost    bill           // the one that was given up
	seen    [2]db.ID       // the newest invoice whose payment is expected
	paid    int            // payments so far, by which their ways differ
}

// side is one of the two entities, with who acts for it.
type side struct {
	id    db.ID
	calls map[string]app.Call
}

// Sizes of the whole company.
const (
	allOrders   = 2400
	allGoods    = 300
	branchShare = 9 // one order in so many is the branch's
)

// found makes the second entity and lets the staff act for it.
func (f *firm) found() error {
	if _, err := app.CreateEntity.Do(f.ctx, f.a, f.calls[access.Admin], branch); err != nil {
		return err
	}
	for k, name := range []string{Company, Branch} {
		f.sides[k].calls = map[string]app.Call{}
		for _, p := range staff {
			caller, err := f.a.Act(f.ctx, p.Name, p.Role, name)
			if err != nil {
				return err
			}
			f.sides[k].id = caller.Entity
			f.sides[k].calls[p.Role] = app.Call{Caller: caller}
		}
		if err := f.mailed(name, f.sides[k].calls[access.Finance]); err != nil {
			return err
		}
	}
	if _, err := app.SetLetterhead.Do(f.ctx, f.a, f.sides[1].calls[access.Finance], branchHeading); err != nil {
		return err
	}
	for _, r := range []seller.NewRegistration{
		{ID: Branch, Kind: "GST", Number: "100000009RT0001", From: f.first},
		{ID: Branch, Kind: "QST", Number: "1000000009TQ0001", From: f.first},
	} {
		if _, err := app.RegisterTax.Do(f.ctx, f.a, f.sides[1].calls[access.Finance], r); err != nil {
			return err
		}
	}
	return nil
}

// as is who acts for one of the entities, some seconds after what was done last.
func (f *firm) as(place int, role string) app.Call {
	step := 10*time.Second + time.Duration(f.dice.Int64N(int64(45*time.Second)))
	f.now = f.now.Add(min(step, f.limit.Sub(f.now)/12))
	f.clock.Set(f.now)
	return f.sides[place].calls[role]
}

// hour lets the clock go on to an hour of the day, unless it is later already.
func (f *firm) hour(h, minute int) {
	y, mo, n := f.now.Date()
	at := time.Date(y, mo, n, h, minute, 0, 0, f.zone)
	if at.After(f.now) && at.Before(f.limit.Add(-time.Minute)) {
		f.now = at
		f.clock.Set(at)
	}
}

// settled does what follows from the facts so far, in their order.
func (f *firm) settled(err error) error { return f.settle(err) }

// fill makes the masters and fills the shelves, on the first day.
func (f *firm) fill() error {
	if err := f.found(); err != nil {
		return err
	}
	sales, stores := f.sides[0].calls[access.Sales], f.sides[0].calls[access.Warehouse]
	if _, err := app.AddWarehouse.Do(f.ctx, f.a, stores, stock.NewWarehouse{Code: north}); err != nil {
		return err
	}
	if _, err := app.AddWarehouse.Do(f.ctx, f.a, f.sides[1].calls[access.Warehouse], stock.NewWarehouse{Code: quays}); err != nil {
		return err
	}
	for n, a := range f.goods {
		if _, err := app.CreateItem.Do(f.ctx, f.a, sales, a.entry(n)); err != nil {
			return err
		}
	}
	for i, c := range f.people {
		made, err := app.CreateCustomer.Do(f.ctx, f.a, f.sides[c.place].calls[access.CreditManager], c.account(i, f.first))
		if err != nil {
			return err
		}
		if c.monthly {
			id, _ := db.ParseID(party.Prefix, made.ID)
			f.months[id] = i
		}
		f.weight[c.place] += c.Size
	}
	if err := f.group(); err != nil {
		return err
	}
	if err := f.priced(); err != nil {
		return err
	}
	for i, a := range f.goods {
		if a.Service {
			continue
		}
		for _, s := range []string{main, north, quays} {
			if s == quays && !f.exported(i) {
				continue
			}
			if err := f.arrive(s, a, a.Pack*firstPacks); err != nil {
				return err
			}
			if s == quays { // so few that nobody named their places
				continue
			}
			if _, err := app.SetBin.Do(f.ctx, f.a, f.as(0, access.Warehouse), stock.NewBin{Warehouse: s, SKU: a.SKU, Bin: bin(i)}); err != nil {
				return err
			}
		}
	}
	return nil
}

// exported tells which articles the branch sells: Canada knows one rate.
func (f *firm) exported(i int) bool { return i%3 == 0 && f.goods[i].Class == tax.Standard }

// priced makes the branch's price list, some prices of the wholesaler for
// quantities and customers, and what promotions the year has.
func (f *firm) priced() error {
	finance, across := f.sides[0].calls[access.Finance], f.sides[1].calls[access.Finance]
	with := true
	set := func(call app.Call, p catalog.NewPrice) error {
		p.From = f.first
		_, err := app.SetPrice.Do(f.ctx, f.a, call, p)
		return err
	}
	for i, a := range f.goods {
		if a.Price == 0 {
			continue
		}
		var err error
		switch {
		case f.exported(i):
			err = set(across, catalog.NewPrice{List: "QC", SKU: a.SKU, Price: a.Price * 3 / 2, Currency: "CAD"})
		case i%7 == 1 && !a.Service:
			err = set(finance, catalog.NewPrice{List: "PUBLIC", SKU: a.SKU, Price: a.Price * 19 / 20, Least: money.Units(a.Pack * 2)})
		case i%7 == 2:
			err = set(finance, catalog.NewPrice{List: "ANSELME", Group: tables, SKU: a.SKU, Price: a.Price * 9 / 10})
		case i%7 == 3:
			err = set(finance, catalog.NewPrice{List: "LUNES", Customer: customer(0), SKU: a.SKU, Price: a.Price * 23 / 25})
		case i%7 == 5 && !a.Service: // a shop, which prices with tax
			err = set(finance, catalog.NewPrice{List: "BOUTIQUE", Customer: customer(4), SKU: a.SKU, Price: a.Price * 6 / 5 / 10000 * 10000, Included: &with})
		}
		if err != nil {
			return err
		}
	}
	for k, p := range []catalog.NewPromotion{
		{Code: "PRINTEMPS", SKU: "VER-35", Percent: money.Percent(10_000_000)},
		{Code: "TABLES", SKU: "ASS-27", Percent: money.Percent(15_000_000)},
		{Code: "CAFE", SKU: "CAF-01", Each: money.Price(1_500_000)},
	} {
		p.From = f.first.AddDays(60 + 90*k)
		p.To = p.From.AddDays(30)
		if _, err := app.CreatePromotion.Do(f.ctx, f.a, finance, p); err != nil {
			return err
		}
	}
	if _, err := app.SetDSOTarget.Do(f.ctx, f.a, finance, receivable.NewTarget{Days: 33}); err != nil {
		return err
	}
	limit := money.Percent(15_000_000)
	_, err := app.SetAuthority.Do(f.ctx, f.a, finance, catalog.NewAuthority{Role: access.Sales, Discount: &limit})
	return err
}

// runs are the long runs of a day, in their order.
var runs = []string{"matching", "daily"}

// live lets one day of the whole company happen.
func (f *firm) live(d day.Day) error {
	if d > f.first {
		f.wake(d)
	}
	names := runs
	if d == d.MonthStart() { // what left since is to be invoiced
		names = append(slices.Clone(runs), "billing")
	}
	for _, name := range names {
		if _, err := run.Do(f.ctx, f.a, name, false); err != nil {
			return err
		}
	}
	if err := f.settled(nil); err != nil || !day.France.Workday(d) {
		return err
	}
	for len(f.agenda[d]) > 0 {
		do := f.agenda[d][0]
		f.agenda[d] = f.agenda[d][1:]
		if err := do(); err != nil {
			return err
		}
	}
	if err := f.settled(nil); err != nil {
		return err
	}
	f.hour(9, 30)
	if err := f.byHand(d); err != nil {
		return err
	}
	f.hour(10, 0)
	if err := f.sell(d); err != nil {
		return err
	}
	f.hour(13, 30)
	if err := f.stores(d); err != nil {
		return err
	}
	f.hour(15, 30)    // now also who is across the ocean may be written to
	if d != f.final { // the last ones are left to be previewed by who looks at them
		if _, err := run.Do(f.ctx, f.a, "dunning", false); err != nil {
			return err
		}
		if err := f.settled(nil); err != nil {
			return err
		}
	}
	f.hour(16, 30)
	return f.collect(d)
}

// whole makes the company of the text: a year in some thousand orders.
func whole(m *maker, o *Options) (*firm, error) {
	f := &firm{maker: m, people: clientele(), goods: wares(allGoods), orders: o.Orders, dealt: map[db.ID]*deal{}, months: map[db.ID]int{},
		paydays: map[payday]*bundle{}, byPlan: map[db.ID]bool{}, rank: map[string]int{}}
	for f.final = f.last; !day.France.Workday(f.final); f.final = f.final.AddDays(-1) {
	}
	for k, a := range f.goods {
		f.rank[a.SKU] = k
	}
	return f, db.Together(m.ctx, m.a.DB, func(ctx context.Context) error {
		f.ctx = ctx
		if err := f.fill(); err != nil {
			return err
		}
		f.plan()
		return nil
	})
}
