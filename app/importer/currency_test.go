package importer

import (
	"fmt"
	"slices"
	"testing"

	"encaisse/base/db/dbtest"
)

// Orders, payments and open items come in another currency too: booked at the
// rates of their days (domain.md 5.2), refused where there is none.
func TestOtherCurrencies(t *testing.T) {
	dbtest.Both(t, func(t *testing.T, url string) {
		w := french(t, url)
		w.yes("customers", someCustomers)
		w.yes("items", someItems)
		w.yes("rates", lines("day,from,to,rate", "2026-03-02,EUR,USD,1.10", "2026-03-05,EUR,USD,1.20"))
		order, paid, open := "order,customer,ordered_on,shipped_on,currency,sku,quantity,unit_price,status", "received_on,customer,amount,currency,reference",
			"customer,invoice_number,issued_on,due_on,currency,total,open"
		for _, c := range []struct {
			kind, file string
			want       []string
		}{
			{"orders", lines(order, "O9,C1,2026-01-02,2026-03-05,USD,A,1,1,shipped", "O8,C1,2026-03-02,2026-01-05,USD,A,1,1,shipped", "O7,C1,2026-03-02,2026-03-05,USD,A,1,,shipped"),
				[]string{"2 currency import.currency", "3 shipped_on import.shipped_before", "3 currency import.currency", "4 unit_price order.no_price"}},
			{"payments", lines(paid, "2026-03-20,C1,10,USD,"), []string{"2 currency import.currency"}},
			{"open-items", lines(open, "C1,F0,2026-02-02,2026-04-01,USD,100,100"), []string{"2 currency import.currency"}},
		} {
			var got []string
			for _, e := range w.take(w.request(c.kind, c.file)).Errors {
				got = append(got, fmt.Sprintf("%d %s %s", e.Row, e.Column, e.Code))
			}
			if !slices.Equal(got, c.want) {
				t.Errorf("%s: %q, want %q", c.kind, got, c.want)
			}
		}
		w.yes("orders", lines(order, "O1,C1,2026-03-02,2026-03-05,USD,A,2,100.00,shipped"))
		w.yes("payments", lines(paid, "2026-03-09,C1,120.00,USD,ZZ", "2026-03-09,C2,7.00,EUR,ZZ"))
		w.yes("open-items", lines(open, "C1,F1,2026-03-02,2026-04-01,USD,220.00,110.00", "C1,F2,2026-03-02,2026-04-01,,50.00,50.00"))
		// 240.00 USD at 1.20 are 200.00, 120.00 received 100.00, 110.00 left at 1.10 100.00.
		const want = "411000 243.00 0.00\n445710 0.00 33.33\n512000 107.00 0.00\n707000 0.00 166.67\n890000 0.00 150.00\n"
		if got := w.books(); got != want {
			t.Errorf("books:\n%swant:\n%s", got, want)
		}
		if got, want := w.owed(), []string{"C12026-03-09 120.00 USD", "C1F12026-04-01 110.00 USD", "C1F22026-04-01 50.00 EUR", "C1H1-0000012026-04-04 240.00 USD", "C22026-03-09 7.00 EUR"}; !slices.Equal(got, want) {
			t.Errorf("owed %q, want %q", got, want)
		}
		w.verified()
	})
}
