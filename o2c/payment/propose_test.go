package payment

import (
	"fmt"
	"testing"

	"encaisse/base/day"
	"encaisse/base/id"
	"encaisse/base/money"
	"encaisse/o2c/receivable"
)

// What the matching run would do with a payment, and why it would leave it.
func TestPropose(t *testing.T) {
	d := day.Of(2026, 3, 2)
	owed := func(n, customer int64, open money.Amount) receivable.Item {
		return receivable.Item{ID: id.ID(n), Document: id.ID(n), Customer: id.ID(customer), Number: fmt.Sprint("F", n), Total: 1200_00, Open: open, Home: 1200_00, HomeOpen: open, Currency: "EUR"}
	}
	early := owed(9, 1, 1200_00)
	early.Discount, early.DiscountUntil = 24_00, d
	for _, c := range []struct {
		name        string
		customer    int64
		amount      money.Amount
		named, open []receivable.Item
		want        string
	}{
		{"unknown", 0, 10_00, nil, nil, " payer_unknown [] 0 0 0 1000"},
		{"exact", 1, 1200_00, nil, []receivable.Item{owed(1, 1, 1200_00), owed(2, 1, 5_00)}, "amount  [F1 120000] 0 0 0 0"},
		{"equal", 1, 5_00, nil, []receivable.Item{owed(1, 1, 5_00), owed(2, 1, 5_00)}, " several_equal [] 0 0 0 500"},
		{"part", 1, 600_00, []receivable.Item{owed(1, 1, 1200_00)}, nil, "reference  [F1 60000] 0 0 0 0"},
		{"missing", 1, 1199_50, []receivable.Item{owed(1, 1, 1200_00)}, nil, "reference  [F1 119950] 0 50 0 0"},
		{"missing more", 1, 1199_49, []receivable.Item{owed(1, 1, 1200_00)}, nil, "reference  [F1 119949] 0 0 0 0"},
		{"too much", 1, 1200_30, []receivable.Item{owed(1, 1, 1200_00)}, nil, "reference  [F1 120000] 0 0 30 0"},
		{"much too much", 1, 1300_00, []receivable.Item{owed(1, 1, 1200_00)}, nil, "reference  [F1 120000] 0 0 0 10000"},
		{"discount", 1, 1176_00, nil, []receivable.Item{early}, "amount  [F9 117600] 2400 0 0 0"},
		{"both to the cent", 1, 1205_00, []receivable.Item{owed(1, 1, 1200_00), owed(2, 1, 5_00)}, nil, "reference  [F1 120000 F2 500] 0 0 0 0"},
		{"several", 1, 1000_00, []receivable.Item{owed(1, 1, 1200_00), owed(2, 1, 5_00)}, nil, " several_named [] 0 0 0 100000"},
		{"paid", 1, 5_00, []receivable.Item{owed(1, 1, 0)}, []receivable.Item{owed(2, 1, 6_00)}, " named_paid [] 0 0 0 500"},
		{"of another", 1, 5_00, []receivable.Item{owed(1, 2, 5_00)}, []receivable.Item{owed(2, 1, 6_00)}, " other_customer [] 0 0 0 500"},
		{"nothing", 1, 5_00, nil, nil, " nothing_open [] 0 0 0 500"},
		{"no match", 1, 5_00, nil, []receivable.Item{owed(2, 1, 6_00)}, " no_match [] 0 0 0 500"},
	} {
		p := Payment{Customer: id.ID(c.customer), Currency: "EUR", Amount: c.amount, ReceivedOn: d}
		item := receivable.Item{Total: -c.amount, Open: -c.amount, Currency: "EUR"}
		x, err := propose(p, item, c.named, c.open, nil, d)
		var uses []string
		for _, u := range x.uses {
			uses = append(uses, fmt.Sprint(u.Number, " ", int64(u.Amount)))
		}
		if got := fmt.Sprint(x.how, " ", x.why, " ", uses, " ", int64(x.discount), " ", int64(x.missing), " ", int64(x.tooMuch), " ", int64(x.left)); err != nil || got != c.want {
			t.Errorf("%s: %q %v, want %q", c.name, got, err, c.want)
		}
	}
}
