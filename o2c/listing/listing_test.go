package listing_test

import (
	"slices"
	"testing"

	"encaisse/app"
	"encaisse/app/access"
	"encaisse/base/db"
	"encaisse/base/db/dbtest"
	"encaisse/base/money"
	"encaisse/demo"
	"encaisse/o2c/insight"
	"encaisse/o2c/listing"
)

// desk is somebody who may read everything of a demonstration.
type desk struct {
	*testing.T
	app  *app.App
	call app.Call
}

func desks(t *testing.T, f func(d *desk)) {
	dbtest.Both(t, func(t *testing.T, url string) {
		clock := &demo.Clock{}
		a, err := app.Open(t.Context(), url, app.Options{Clock: clock.Now})
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(a.Close)
		if _, err := demo.Build(t.Context(), a, demo.Options{Small: true, Months: 2, Seed: 5, Clock: clock}); err != nil {
			t.Fatal(err)
		}
		c, err := a.Act(t.Context(), "edith", access.Auditor, demo.Company)
		if err != nil {
			t.Fatal(err)
		}
		f(&desk{t, a, app.Call{Caller: c}})
	})
}

func ask[In, Out any](d *desk, q app.Question[In, Out], in In) Out {
	d.Helper()
	out, err := q.Ask(d.Context(), d.app, d.call, in)
	if err != nil {
		d.Fatal(err)
	}
	return out
}

// Pages of seven are the list of a thousand, and what is summed is its rows.
func TestPagesAndSums(t *testing.T) {
	desks(t, func(d *desk) {
		for _, view := range []string{"", "invoices", "credits", "deposits", "open", "overdue"} {
			for _, customer := range []string{"", "CL001"} {
				in := listing.InvoicesIn{View: view, Customer: customer, Paging: db.Paging{Limit: 1000}}
				whole := ask(d, app.InvoiceRows, in)
				in.Limit = 7
				var paged []listing.InvoiceRow
				for {
					out := ask(d, app.InvoiceRows, in)
					paged = append(paged, out.Items...)
					if !slices.Equal(out.Sums, whole.Sums) {
						d.Errorf("%s %s: a page says %+v, the whole %+v", view, customer, out.Sums, whole.Sums)
					}
					if out.Next == nil {
						break
					}
					in.Cursor = *out.Next
				}
				if !slices.Equal(paged, whole.Items) {
					d.Errorf("%s %s: %d rows in pages, %d in one", view, customer, len(paged), len(whole.Items))
				}
				var n int64
				var total, open money.Amount
				for _, i := range whole.Items {
					n, total, open = n+1, total+i.Total.Minor, open+i.Open.Minor
				}
				s := listing.Sum{}
				if len(whole.Sums) > 0 {
					s = whole.Sums[0]
				}
				if s.Rows != n || s.Total.Minor != total || (view == "open" || view == "overdue") && s.Left.Minor != open {
					d.Errorf("%s %s: sums to %+v, its rows to %d %d %d", view, customer, s, n, total, open)
				}
				if view == "" && customer == "" && n < 20 {
					d.Errorf("only %d invoices", n)
				}
			}
		}
		for _, state := range []string{"", "draft", "credit_hold", "released", "closed"} {
			in := listing.OrdersIn{State: state, Paging: db.Paging{Limit: 1000}}
			whole := ask(d, app.OrderRows, in)
			in.Limit = 7
			var paged int
			for {
				out := ask(d, app.OrderRows, in)
				for i, o := range out.Items {
					if o.Number != whole.Items[paged+i].Number || state != "" && o.State != state {
						d.Fatalf("%s: %s stands where %s should", state, o.Number, whole.Items[paged+i].Number)
					}
				}
				paged += len(out.Items)
				if !slices.Equal(out.Sums, whole.Sums) {
					d.Errorf("orders %s: a page says %+v, the whole %+v", state, out.Sums, whole.Sums)
				}
				if out.Next == nil {
					break
				}
				in.Cursor = *out.Next
			}
			var left money.Amount
			for _, o := range whole.Items {
				left += o.Remainder.Minor
			}
			if paged != len(whole.Items) || len(whole.Sums) > 0 && (whole.Sums[0].Rows != int64(paged) || whole.Sums[0].Left.Minor != left) {
				d.Errorf("orders %s: %d of %d, %+v", state, paged, len(whole.Items), whole.Sums)
			}
		}
	})
}

// Pages of seven are the list of all payments, what is left of them is what is
// on account.
func TestPaymentsInPages(t *testing.T) {
	desks(t, func(d *desk) {
		for _, view := range []string{"", "unapplied", "unknown", "returned"} {
			in := listing.PaymentsIn{View: view, Paging: db.Paging{Limit: 1000}}
			whole := ask(d, app.PaymentRows, in)
			in.Limit = 7
			var paged []listing.PaymentRow
			var left money.Amount
			for {
				out := ask(d, app.PaymentRows, in)
				paged = append(paged, out.Items...)
				if !slices.Equal(out.Sums, whole.Sums) {
					d.Errorf("%s: a page says %+v, the whole %+v", view, out.Sums, whole.Sums)
				}
				if out.Next == nil {
					break
				}
				in.Cursor = *out.Next
			}
			if !slices.Equal(paged, whole.Items) {
				d.Errorf("%s: %d rows in pages, %d in one", view, len(paged), len(whole.Items))
			}
			for _, p := range whole.Items {
				left += p.Unapplied.Minor
				if (view == "unapplied" || view == "unknown") && p.Unapplied.Minor <= 0 || view == "unknown" && p.Customer != "" || view == "returned" && !p.Returned {
					d.Errorf("%s: %+v", view, p)
				}
			}
			if view != "unapplied" {
				continue
			}
			unused := ask(d, app.ListUnused, insight.UnappliedIn{})
			var money money.Amount
			for _, b := range unused.Buckets {
				for _, x := range b.Documents {
					if x.ID != "" {
						money += x.Unapplied.Minor
					}
				}
			}
			if left != money || len(whole.Items) == 0 || whole.Sums[0].Left.Minor != left {
				d.Errorf("%v are left by the list, %v by age, %+v", left, money, whole.Sums)
			}
		}
	})
}

// What is open by the list and by customer is what the aged balance has.
func TestListsAgreeWithTheBalance(t *testing.T) {
	desks(t, func(d *desk) {
		ages := ask(d, app.ShowAging, insight.AgesIn{})
		var positive, unused money.Amount
		for _, b := range ages.Buckets {
			if b.Key == "unapplied" {
				unused += b.Amount.Minor
			} else {
				positive += b.Amount.Minor
			}
		}
		open := ask(d, app.InvoiceRows, listing.InvoicesIn{View: "open"})
		if open.Sums[0].Left.Minor != positive || positive <= 0 {
			d.Errorf("the list has %v open, the balance %v", open.Sums[0].Left, positive)
		}
		customers := ask(d, app.CustomerRows, listing.CustomersIn{Paging: db.Paging{Limit: 1000}})
		var sum, credit money.Amount
		for _, c := range customers.Items {
			sum, credit = sum+c.Open.Minor, credit+c.Unapplied.Minor
		}
		if sum != positive || credit != -unused || int64(len(customers.Items)) != customers.Rows {
			d.Errorf("customers owe %v and are owed %v, the balance has %v and %v", sum, credit, positive, unused)
		}
		var names []string
		in := listing.CustomersIn{Paging: db.Paging{Limit: 7}}
		for {
			out := ask(d, app.CustomerRows, in)
			for _, c := range out.Items {
				names = append(names, c.Name)
			}
			if out.Next == nil {
				break
			}
			in.Cursor = *out.Next
		}
		for i, c := range customers.Items {
			if i >= len(names) || names[i] != c.Name {
				d.Fatalf("page by page the names are %q", names)
			}
		}
		if names[0] > "B" || names[len(names)-1] < "L" {
			d.Errorf("customers are not by name: %q", names)
		}
	})
}

func TestFinding(t *testing.T) {
	desks(t, func(d *desk) {
		i := ask(d, app.InvoiceRows, listing.InvoicesIn{View: "invoices"}).Items[0]
		digits := i.Number[len(i.Number)-3:]
		has := func(text, kind, number string) {
			d.Helper()
			found := ask(d, app.FindAnything, app.FindIn{Q: text})
			if !slices.ContainsFunc(found, func(f listing.Found) bool { return f.Kind == kind && f.Number == number }) {
				d.Errorf("%q does not find %s %s: %+v", text, kind, number, found)
			}
		}
		has(i.Number, "invoice", i.Number)
		has(digits, "invoice", i.Number)
		has(i.Total.Text(), "invoice", i.Number)
		has(i.Name, "customer", i.Customer)
		has("HOTEL", "customer", "CL001")
		has("trois lunes", "customer", "CL001")
		has("cl001", "customer", "CL001")
		if found := ask(d, app.FindAnything, app.FindIn{Q: "nothing is called so"}); len(found) > 0 {
			d.Errorf("found %+v", found)
		}
		// The warehouse may see orders, no invoices and no customers' accounts.
		karim, err := d.app.Act(d.Context(), "karim", access.Warehouse, demo.Company)
		if err != nil {
			d.Fatal(err)
		}
		d.call.Caller = karim
		for _, f := range ask(d, app.FindAnything, app.FindIn{Q: digits}) {
			if f.Kind != "order" {
				d.Errorf("the warehouse finds %+v", f)
			}
		}
	})
}
