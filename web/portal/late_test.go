package portal

import (
	"testing"

	"encaisse/app"
	"encaisse/base/db"
	"encaisse/base/money"
	"encaisse/o2c/portal"
)

// The list of what is late is what the first page sums as late: what is
// contested in whole is in neither, and pages of one row lose none.
func TestTheListOfWhatIsLateIsTheSumOfTheFirstPage(t *testing.T) {
	b := open(t)
	numbers, _ := b.debtors(1)
	account := func() portal.Account {
		a, err := app.PortalAccount.Ask(t.Context(), b.app, b.admin, portal.AccountIn{Customer: numbers[0]})
		if err != nil {
			t.Fatal(err)
		}
		return a
	}
	same := func(when string) {
		a := account()
		want, n := money.Amount(0), 0
		for _, d := range a.Due {
			if d.Late.Minor > 0 && (d.Kind == "invoice" || d.Kind == "deposit") {
				want, n = want+d.Late.Minor, n+1
			}
		}
		got, rows, cursor := money.Amount(0), 0, ""
		for pages := 0; pages < 1000; pages++ {
			p, err := app.PortalInvoices.Ask(t.Context(), b.app, b.admin, portal.InvoicesIn{Paging: db.Paging{Limit: 1, Cursor: cursor}, Customer: numbers[0], State: "late"})
			if err != nil {
				t.Fatal(err)
			}
			for _, i := range p.Items {
				got, rows = got+i.Late.Minor, rows+1
			}
			if p.Next == nil {
				break
			}
			cursor = *p.Next
		}
		if got != want || rows != n {
			t.Errorf("%s: the list is %d of %d documents, the first page %d of %d", when, got, rows, want, n)
		}
	}
	same("as it is")
	for _, d := range account().Due {
		if d.Late.Minor > 0 && d.Kind == "invoice" {
			if _, err := app.ContestOwn.Do(t.Context(), b.app, b.admin, portal.NewDispute{Customer: numbers[0], Invoice: d.ID, Reason: "price"}); err != nil {
				t.Fatal(err)
			}
			same("one contested")
			break
		}
	}
}
