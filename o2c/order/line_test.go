package order

import (
	"testing"

	"pgregory.net/rapid"

	"encaisse/base/day"
	"encaisse/base/money"
	"encaisse/base/refuse"
	"encaisse/o2c/catalog"
	"encaisse/o2c/credit"
)

const taxed = `{"category":"S","taxes":[{"code":"VAT","place":"FR","class":"standard","rate":"20"}]}`

func line(quantity int64, net money.Amount) Line {
	return Line{N: 1, Item: 1, SKU: "a", Kind: "goods", Quantity: money.Units(quantity), Net: net, Treatment: taxed}
}

func TestPartsOfALine(t *testing.T) { // domain.md 4.3: 3 pieces, net 10.00 → 3.33, 3.34, 3.33
	l := line(3, 1000)
	var before money.Amount
	for i, want := range []money.Amount{333, 334, 333} {
		upTo, err := l.NetOf(money.Units(int64(i + 1)))
		if err != nil || upTo-before != want {
			t.Errorf("piece %d: %d, want %d (%v)", i+1, upTo-before, want, err)
		}
		before = upTo
	}
}

func TestRestNeverExceedsTheOrder(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		l := line(int64(rapid.IntRange(1, 50).Draw(t, "quantity")), money.Amount(rapid.IntRange(0, 100_000).Draw(t, "net")))
		l.Shipped = money.Units(int64(rapid.IntRange(0, int(l.Quantity/money.Units(1))).Draw(t, "shipped")))
		o := Order{Currency: "EUR", Lines: []Line{l}}
		rest, err := o.rest(day.Of(2026, 1, 1))
		if err != nil {
			t.Fatal(err)
		}
		whole, err := o.total(day.Of(2026, 1, 1))
		if err != nil || rest < 0 || rest > whole.Total || (l.Left() == 0) && rest != 0 {
			t.Fatalf("rest %d of %d, left %v, %v", rest, whole.Total, l.Left(), err)
		}
	})
}

func TestDerivedStates(t *testing.T) { // domain.md 1.2: ordered 10, shipped 6, reserved 3, backordered 1
	l := line(10, 1000)
	l.Shipped, l.Reserved, l.Backordered = money.Units(6), money.Units(3), money.Units(1)
	o := Order{State: Released, Lines: []Line{l}}
	if o.Shipping() != "partially_shipped" || o.complete() {
		t.Error(o.Shipping())
	}
	o.Lines[0].Shipped, o.Lines[0].Reserved, o.Lines[0].Backordered, o.Lines[0].Cancelled = money.Units(9), 0, 0, money.Units(1)
	if o.Shipping() != "shipped" || o.complete() {
		t.Error("fully shipped, not invoiced yet:", o.Shipping())
	}
	if o.Lines[0].Invoiced = money.Units(9); o.Billing() != "invoiced" || !o.complete() || o.Can("close") != nil {
		t.Error("after invoicing 9 it may close")
	}
}

func TestEdges(t *testing.T) { // domain.md 1.2: what is not listed is refused
	for _, c := range []struct {
		event string
		state State
		ok    bool
	}{
		{"confirm", Draft, true}, {"confirm", Confirmed, false}, {"release", CreditHold, true}, {"release", Draft, false},
		{"plan", Confirmed, true}, {"plan", CreditHold, false}, {"hold", Released, true}, {"hold", Closed, false},
		{"recall", Released, true}, {"recall", Confirmed, false}, {"cancel", Closed, false}, {"cancel", Draft, true},
		{"close", Released, true}, {"close", Confirmed, false}, {"amend", Cancelled, false},
	} {
		if err := (Order{State: c.state}).Can(c.event); (err == nil) != c.ok {
			t.Errorf("%s from %s: %v", c.event, c.state, err)
		}
	}
}

func TestFit(t *testing.T) { // 100.00 + 20 % each: a room of 500.00 takes four
	limit := money.Amount(50_000)
	v := credit.Verdict{Amount: 96_000, Exposure: 96_000, Limit: &limit, Failed: []string{"limit"}}
	l := line(8, 80_000)
	fit := Order{Currency: "EUR", Lines: []Line{l}}.fit(v, day.Of(2026, 1, 1))
	if len(fit) != 1 || fit[0].Quantity != money.Units(4) {
		t.Errorf("%+v", fit)
	}
}

// A recalled order that had begun to ship keeps something to ship: confirmed
// with nothing left it could not be closed.
func TestAmendLeavesSomething(t *testing.T) {
	two, three := money.Units(2), money.Units(3)
	l := line(4, 4_000)
	l.Shipped = two
	for _, c := range []struct {
		state State
		to    money.Quantity
		code  string
	}{{Confirmed, two, "order.amend_left"}, {Confirmed, three, ""}, {Released, two, ""}} {
		o := Order{Currency: "EUR", State: c.state, Lines: []Line{l}}
		if _, err := o.amended(Changes{Lines: []Change{{N: 1, Quantity: &c.to}}}); refuse.Code(err) != c.code {
			t.Errorf("%s to %s: %v, want %q", c.state, c.to, err, c.code)
		}
	}
}

// A new line has a quantity above zero; a refusal says the one that was given.
func TestAmendSaysTheQuantity(t *testing.T) {
	minus := money.Units(-2)
	for _, c := range []struct {
		given *money.Quantity
		said  money.Quantity
	}{{&minus, minus}, {nil, 0}} {
		_, err := Order{Currency: "EUR", State: Confirmed, Lines: []Line{line(4, 4_000)}}.amended(Changes{Lines: []Change{{SKU: "vis", Quantity: c.given}}})
		r, ok := refuse.As(err)
		if !ok || len(r.Fields) != 1 || r.Fields[0].Code != "order.quantity" || r.Fields[0].Pointer != "/lines/0/quantity" || r.Fields[0].Args[0].Value != c.said {
			t.Errorf("%v: %+v", c.said, err)
		}
	}
}

// What has left keeps its price until its invoice; how many there are of it may
// change unless that moves the share of what left.
func TestAmendWhatLeft(t *testing.T) {
	three, price := money.Units(3), money.Price(5)
	off := "10.00"
	for _, c := range []struct {
		name              string
		shipped, invoiced int64
		discounts         string
		change            Change
		code              string
	}{
		{"fewer", 2, 0, "", Change{N: 1, Quantity: &three}, ""},
		{"fewer of percents", 2, 0, "10", Change{N: 1, Quantity: &three}, ""},
		{"fewer of an amount off", 2, 0, catalog.Own(nil, must(t, off)).String(), Change{N: 1, Quantity: &three}, "order.line_invoiced"},
		{"fewer of what is invoiced", 2, 2, "", Change{N: 1, Quantity: &three}, "order.line_invoiced"},
		{"another price", 2, 0, "", Change{N: 1, UnitPrice: &price}, "order.line_invoiced"},
		{"another price before", 0, 0, "", Change{N: 1, UnitPrice: &price}, ""},
		{"another discount", 2, 0, "", Change{N: 1, Discount: catalog.Discounts{}}, "order.line_invoiced"},
	} {
		l := line(4, 4_000)
		l.Shipped, l.Invoiced, l.Discounts = money.Units(c.shipped), money.Units(c.invoiced), c.discounts
		code := ""
		l.amend(c.change, func(_, no string, _ ...any) { code = no })
		if code != c.code {
			t.Errorf("%s: %q, want %q", c.name, code, c.code)
		}
		if c.code == "" && c.shipped > 0 && l.reprice {
			t.Errorf("%s: its price is asked again", c.name)
		}
	}
}

func must(t *testing.T, s string) money.Decimal {
	t.Helper()
	d, err := money.ParseDecimal(s)
	if err != nil {
		t.Fatal(err)
	}
	return d
}
