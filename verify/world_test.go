package verify_test

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"encaisse/app"
	"encaisse/app/run"
	"encaisse/base/db"
	"encaisse/base/money"
	"encaisse/base/refuse"
	"encaisse/o2c/catalog"
	"encaisse/o2c/credit"
	"encaisse/o2c/party"
	"encaisse/o2c/seller"
	"encaisse/o2c/stock"
	"encaisse/verify"
)

// world is a company in which random people do random things.
type world struct {
	t     *testing.T
	a     *app.App
	clock *clock
	trail *trail
	as    []db.As // one an entity
	items map[money.Currency][]string
	buyer map[money.Currency][]string
	count atomic.Int64
}

// clock is the product's clock of a test: it stands still between days.
type clock struct{ µs atomic.Int64 }

func (c *clock) now() time.Time           { return time.UnixMicro(c.µs.Load()) }
func (c *clock) forward(by time.Duration) { c.µs.Add(by.Microseconds()) }

// trail is what was done, for the message of a failure.
type trail struct {
	sync.Mutex
	steps []string
	done  map[string]int
	no    map[string]int
}

func (t *trail) add(step string, err error) {
	t.Lock()
	defer t.Unlock()
	name, _, _ := strings.Cut(step, " ")
	if code := refuse.Code(err); err != nil {
		t.no[name+" "+code]++
		step += " → " + err.Error()
	} else {
		t.done[name]++
	}
	t.steps = append(t.steps, step)
}

func (t *trail) last(n int) string {
	t.Lock()
	defer t.Unlock()
	return strings.Join(t.steps[max(0, len(t.steps)-n):], "\n")
}

// The people. Who enters an order may not release it.
const (
	clerk   db.ID = 11
	manager db.ID = 12
)

func found(t *testing.T, url string) *world {
	t.Helper()
	c := &clock{}
	c.µs.Store(time.Date(2026, 1, 5, 9, 0, 0, 0, time.UTC).UnixMicro())
	w := &world{t: t, clock: c, trail: &trail{done: map[string]int{}, no: map[string]int{}},
		items: map[money.Currency][]string{}, buyer: map[money.Currency][]string{}}
	w.a = w.open(url)
	for _, e := range []seller.NewEntity{
		{Name: "Paris", Country: "FR", Currency: "EUR", Tax: "standard"},
		{Name: "Lyon", Country: "FR", Currency: "EUR", Tax: "none"},
		{Name: "Montréal", Country: "CA", Region: "QC", Currency: "CAD", Tax: "standard"},
	} {
		v := must(w, db.As{Actor: clerk}, func(x *db.Write) (seller.View, error) {
			v, err := seller.Create(x, e)
			if err == nil {
				for _, code := range houses {
					if _, err = stock.AddWarehouse(x, stock.NewWarehouse{Code: code}); err != nil {
						break
					}
				}
			}
			return v, err
		})
		id, _ := db.ParseID(seller.Prefix, v.ID)
		zone, _ := time.LoadLocation(v.Zone)
		w.as = append(w.as, db.As{Entity: id, Actor: clerk, Zone: zone})
	}
	for i, price := range []string{"100", "1.115", "33.333333", "2.5", "0.07", "1999.99"} {
		for _, in := range []struct {
			as       db.As
			currency money.Currency
		}{{w.as[0], "EUR"}, {w.as[2], "CAD"}} {
			w.newItem(in.as, fmt.Sprintf("%s%d", in.currency, i), in.currency, price, i%3 == 2, i)
		}
	}
	w.newTariff(w.as[0], "EUR")
	w.newTariff(w.as[2], "CAD")
	return w
}

// newTariff adds a way of delivery, called as its currency.
func (w *world) newTariff(as db.As, c money.Currency) {
	free := money.Decimal(900_000000)
	must(w, as, func(x *db.Write) (catalog.TariffView, error) {
		port, err := catalog.Create(x, catalog.New{SKU: "PORT" + string(c), Name: "Port", Kind: catalog.Freight, Currency: c})
		if err != nil {
			return catalog.TariffView{}, err
		}
		return catalog.SetTariff(x, catalog.NewTariff{Code: string(c), SKU: port.SKU, Currency: c, Divisor: money.Units(5000), Step: 500_000, Fuel: 12_345678,
			Remote: 3_500000, FreeFrom: &free, Zones: []catalog.Zone{{Zone: "HOME", Country: "FR"}, {Zone: "CA", Country: "CA", Remote: true}, {Zone: "DE", Country: "DE"}},
			Rates: []catalog.Rate{{Zone: "HOME", UpTo: money.Units(50), Price: 8_900000}, {Zone: "HOME", UpTo: money.Units(500), Price: 33_333333},
				{Zone: "CA", UpTo: money.Units(500), Price: 21_000000}, {Zone: "DE", UpTo: money.Units(60), Price: 15_000000}}})
	})
}

func (w *world) open(url string) *app.App {
	w.t.Helper()
	a, err := app.Open(context.Background(), url, app.Options{Clock: w.clock.now})
	if err != nil {
		w.t.Fatal(err)
	}
	w.t.Cleanup(a.Close)
	return a
}

func (w *world) newItem(as db.As, sku string, c money.Currency, price string, service bool, i int) {
	p, err := money.ParsePrice(price)
	if err != nil {
		w.t.Fatal(err)
	}
	kind := catalog.Goods
	if service {
		kind = catalog.Service
	}
	class := []string{"standard", "reduced", "standard", "exempt"}[i%4]
	must(w, as, func(x *db.Write) (catalog.View, error) {
		return catalog.Create(x, catalog.New{SKU: sku, Name: sku, Kind: kind, Price: &p, Currency: c, TaxClass: class, Weight: 1_300000})
	})
	w.items[c] = append(w.items[c], sku)
}

// must does what has to be done.
func must[T any](w *world, as db.As, f func(*db.Write) (T, error)) T {
	w.t.Helper()
	v, err := db.Do(context.Background(), w.a.DB, as, f)
	if err != nil {
		w.t.Fatal(err)
	}
	return v
}

// newCustomer adds a customer: with a limit or none, alone or of a group.
func (w *world) newCustomer(r *rand.Rand, as db.As, c money.Currency) error {
	n := w.count.Add(1)
	in := credit.NewCustomer{New: party.New{Number: fmt.Sprintf("%s-%d", c, n), Name: "Dupont", Currency: c,
		Country: pick(r, "FR", "FR", "DE", "GB"), Terms: pick(r, "net30", "eom30", "net0", "eom30.10", "2/10net30", "30%net0+70%net30")}}
	if c == "CAD" {
		in.Country, in.Region = "CA", pick(r, "QC", "ON", "NS", "AB")
	}
	if in.Country == "DE" && r.IntN(2) == 0 {
		in.TaxID, in.VATConfirmedOn = "DE136695976", 1
	}
	if r.IntN(2) > 0 {
		limit := pick(r, money.Decimal(0), 500_000000, 8000_000000, 50000_000000)
		in.CreditLimit = &limit
	}
	if r.IntN(3) == 0 {
		in.Group = fmt.Sprintf("%s-G%d", c, r.IntN(2))
	}
	if in.Billing = pick(r, "", "", "", "month", "month", "manual", "deposit30", "order"); c == "CAD" && in.Billing != "" {
		in.Billing = "month"
	}
	if r.IntN(3) == 0 {
		late := pick(r, money.Percent(9_000000), 15_000000, 18_500000)
		in.LateRate = &late
	}
	in.DepositForm = pick(r, "", "", party.DepositLines, party.DepositPaid)
	in.PORequired = r.IntN(12) == 0
	in.Email = pick(r, "", "pay@example.com", "compta@example.fr")
	_, err := db.Do(context.Background(), w.a.DB, as, func(x *db.Write) (credit.View, error) { return credit.Welcome(x, in) })
	if err == nil {
		w.trail.Lock()
		w.buyer[c] = append(w.buyer[c], in.Number)
		w.trail.Unlock()
	}
	return err
}

func pick[T any](r *rand.Rand, list ...T) T { return list[r.IntN(len(list))] }

// check settles the company and verifies everything; every step must have been
// done, none may be stuck.
func (w *world) check(seed uint64) {
	w.t.Helper()
	report, err := verify.Run(context.Background(), w.a.DB, verify.Options{})
	bad := err != nil
	for _, v := range report.Checks {
		bad = bad || v.Name == "flow.stuck" && !v.OK
	}
	if bad {
		var text strings.Builder
		report.Write(&text, "en")
		w.t.Fatalf("seed %d: %v\n%s\nthe last steps:\n%s", seed, err, text.String(), w.trail.last(40))
	}
}

// day lets some days pass, matches payments and marks who is late.
func (w *world) day(days int) {
	w.t.Helper()
	w.forward(days)
	for _, name := range []string{"flow", "matching", "billing", "daily", "dunning", "flow"} {
		if _, err := run.Do(context.Background(), w.a, name, false); err != nil {
			w.t.Fatalf("run %s: %v\n%s", name, err, w.trail.last(40))
		}
	}
}

// lawful reports whether a command may end so: done, or refused by the
// business, or a number that exists. Another fault of the database is a bug.
func lawful(err error) bool {
	if err == nil || db.IsFault(err, db.Unique) {
		return true
	}
	_, no := refuse.As(err)
	return no && refuse.Code(err) != "db.stale" && refuse.Code(err) != "db.busy" || errors.Is(err, errNothing)
}

// errNothing says that there was nothing to try a step on.
var errNothing = errors.New("nothing to do it with")

// twin is the same company on another node.
func (w *world) twin(url string) *world {
	n := &world{t: w.t, clock: w.clock, trail: w.trail, as: w.as, items: w.items, buyer: w.buyer}
	n.a = n.open(url)
	n.count.Store(1_000_000)
	return n
}
