package payment_test

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"testing"
	"time"

	"encaisse/app"
	"encaisse/app/company"
	"encaisse/app/run"
	"encaisse/base/db"
	"encaisse/base/db/dbtest"
	"encaisse/base/money"
	"encaisse/base/refuse"
	"encaisse/o2c/catalog"
	"encaisse/o2c/credit"
	"encaisse/o2c/order"
	"encaisse/o2c/party"
	"encaisse/o2c/payment"
	"encaisse/o2c/seller"
	"encaisse/o2c/shipping"
	"encaisse/verify"
)

// Two nodes name the payer of the same money at once: one does, and the other
// answers as if it had come later: with the customer's name, or with whose the
// money is; and the kept balances are right.
func TestAnUnknownPayerIsNamedOnce(t *testing.T) {
	dbtest.Both(t, func(t *testing.T, url string) {
		w := found(t, url)
		for i, same := range []bool{true, false, true, false} {
			w.race(t, i, same)
		}
		if report, err := verify.Run(t.Context(), w.nodes[0].DB, verify.Options{}); err != nil {
			t.Errorf("%v %+v", err, report)
		}
	})
}

type world struct {
	nodes []*app.App
	as    db.As
	bills int
}

func found(t *testing.T, url string) *world {
	w := &world{}
	for range 2 {
		a, err := app.Open(t.Context(), url, app.Options{})
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(a.Close)
		w.nodes = append(w.nodes, a)
	}
	home := do(t, w, func(x *db.Write) (company.Made, error) {
		return company.Found(x, seller.NewEntity{Name: "Exemple", Country: "FR", Currency: "EUR", Tax: "none"})
	})
	w.as.Entity, _ = db.ParseID(seller.Prefix, home.Entity)
	price := money.Price(100_000000)
	do(t, w, func(x *db.Write) (any, error) {
		return catalog.Create(x, catalog.New{SKU: "un", Name: "un", Kind: catalog.Service, Price: &price, Currency: "EUR"})
	})
	for _, number := range []string{"nord", "sud"} {
		do(t, w, func(x *db.Write) (any, error) {
			return credit.Welcome(x, credit.NewCustomer{New: party.New{Number: number, Name: number, Country: "FR", Currency: "EUR", Terms: "net30"}})
		})
	}
	return w
}

func do[T any](t *testing.T, w *world, f func(*db.Write) (T, error)) T {
	t.Helper()
	v, err := db.Do(context.Background(), w.nodes[0].DB, w.as, f)
	if err != nil {
		t.Fatal(err)
	}
	return v
}

// bill makes an invoice of 100.00 and returns its number.
func (w *world) bill(t *testing.T, customer string) string {
	w.bills++
	number := fmt.Sprintf("C%d", w.bills)
	do(t, w, func(x *db.Write) (any, error) {
		return order.Place(x, order.New{Number: number, Customer: customer, Lines: []order.NewLine{{SKU: "un", Quantity: money.Units(1)}}})
	})
	do(t, w, func(x *db.Write) (any, error) { return shipping.Plan(x, shipping.ToPlan{Order: number, Ship: true}) })
	if _, err := w.nodes[0].DB.Idle(t.Context()); err != nil {
		t.Fatal(err)
	}
	return do(t, w, func(x *db.Write) (string, error) { return db.One[string](x.Read, qLast) })
}

var qLast = db.Q("payment.test.last", `select number from invoice order by id desc limit 1`).Scans()

// race lets node 0 hold its transaction open while node 1 does the same.
func (w *world) race(t *testing.T, i int, same bool) {
	customers := []string{"nord", "sud"}
	if same {
		customers[1] = "nord"
	}
	bills := []string{w.bill(t, customers[0]), w.bill(t, customers[1])}
	p := do(t, w, func(x *db.Write) (payment.View, error) {
		return payment.Receive(x, payment.New{Amount: money.Decimal(150_000000)})
	})
	var views [2]payment.View
	var errs [2]error
	var wg sync.WaitGroup
	for n := range 2 {
		wg.Go(func() {
			time.Sleep(time.Duration(n) * 100 * time.Millisecond)
			views[n], errs[n] = db.Do(context.Background(), w.nodes[n].DB, w.as, func(x *db.Write) (payment.View, error) {
				v, err := payment.Apply(x, payment.Part{ID: p.ID, Invoice: bills[n], Amount: money.Decimal(50_000000)})
				if n == 0 && !w.nodes[0].DB.SQLite() {
					time.Sleep(300 * time.Millisecond)
				}
				return v, err
			})
		})
	}
	wg.Wait()
	if errs[0] != nil || views[0].Customer == nil || *views[0].Customer != "nord" {
		t.Errorf("race %d: the first: %v %+v", i, errs[0], views[0])
	}
	var no *refuse.Refusal
	switch {
	case same && (errs[1] != nil || views[1].Customer == nil || *views[1].Customer != "nord"):
		t.Errorf("race %d: the second: %v, customer %v", i, errs[1], views[1].Customer)
	case !same && (!errors.As(errs[1], &no) || no.Code != "payment.other_customer" || fmt.Sprint(no.Args[0].Value) != "nord"):
		t.Errorf("race %d: the second: %v", i, errs[1])
	}
}

// The matching run tries only the payments for which there is a way: most of
// what waits on account has none.
func TestCandidatesHaveAWay(t *testing.T) {
	dbtest.Both(t, func(t *testing.T, url string) {
		w := found(t, url)
		receive := func(customer, amount, reference string) db.ID {
			t.Helper()
			d, err := money.ParseDecimal(amount)
			if err != nil {
				t.Fatal(err)
			}
			v := do(t, w, func(x *db.Write) (payment.View, error) {
				return payment.Receive(x, payment.New{Customer: customer, Amount: d, Reference: reference})
			})
			id, _ := db.ParseID(payment.Prefix, v.ID)
			return id
		}
		year := w.nodes[0].DB.Now().Year()
		bill := func(n int) string { return fmt.Sprintf("FA-%d-%06d", year, n) }
		for range 20 {
			receive("nord", "7.00", "acompte")
		}
		receive("", "100.00", "inconnu")
		receive("nord", "33.00", bill(3)) // that will be another's
		named := receive("nord", "30.00", "facture "+bill(1))
		exact := receive("sud", "100.00", "")
		w.bill(t, "nord")
		w.bill(t, "nord") // two of 100.00: not guessed between
		w.bill(t, "sud")
		none := receive("nord", "250.00", "")
		all := func(limit int) (list []db.ID) {
			t.Helper()
			after := db.ID(0)
			for {
				var page []payment.Candidate
				next, err := db.See(t.Context(), w.nodes[0].DB, db.As{}, func(r *db.Read) (next db.ID, err error) {
					page, next, err = payment.Candidates(r, after, limit)
					return next, err
				})
				if err != nil {
					t.Fatal(err)
				}
				for _, c := range page {
					list = append(list, c.Payment)
				}
				if after = next; next == 0 {
					return list
				}
			}
		}
		for _, limit := range []int{1, 7, 200} {
			if got, want := fmt.Sprint(all(limit)), fmt.Sprint([]db.ID{named, exact}); got != want {
				t.Errorf("by %d: %s, want %s (%d has no way)", limit, got, want, none)
			}
		}
		report, err := run.Do(t.Context(), w.nodes[0], "matching", false)
		if err != nil || report.Runs[0].Done != 2 {
			t.Errorf("%+v %v", report, err)
		}
		if got := all(200); len(got) != 0 {
			t.Errorf("%d are left", got)
		}
	})
}
