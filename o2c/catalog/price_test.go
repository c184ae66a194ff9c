package catalog

import (
	"testing"

	"pgregory.net/rapid"

	"encaisse/base/day"
	"encaisse/base/money"
	"encaisse/base/refuse"
)

var (
	spring = day.Of(2026, 3, 1)
	may    = day.Of(2026, 5, 15)
)

// domain.md 1.13: manual > customer > promotion > volume break > price list by
// currency and date > refusal. Each case takes the winner of the one before away.
func TestPrecedence(t *testing.T) {
	item := Item{ID: 1, SKU: "vis", Kind: Goods, Priced: true, Price: price(t, "12"), Currency: "EUR"}
	listed := []Listed{
		{ID: 1, List: 1, Code: "DUP", Holder: 7, Currency: "EUR", Item: 1, Price: price(t, "9")},
		{ID: 2, List: 2, Code: "GRP", Holder: 70, Currency: "EUR", Item: 1, Price: price(t, "8")},
		{ID: 3, List: 3, Code: "PUB", Currency: "EUR", Item: 1, Least: money.Units(10), Price: price(t, "7")},
		{ID: 4, List: 3, Code: "PUB", Currency: "EUR", Item: 1, Price: price(t, "11"), From: spring, To: may},
		{ID: 5, List: 3, Code: "PUB", Currency: "USD", Item: 1, Price: price(t, "1")},
		{ID: 6, List: 4, Code: "OLD", Currency: "EUR", Item: 1, Price: price(t, "6"), From: spring.AddDays(-300)},
	}
	promotions := []Promotion{{ID: 9, Code: "MAI", Item: 1, Percent: 20_000000, From: spring, To: may}}
	ask := Asked{Item: item, Customer: 7, Group: 70, Quantity: money.Units(10), Currency: "EUR", Day: may, Own: Steps{{Percent: 5_000000}}}
	manual := price(t, "0")
	for _, c := range []struct {
		name   string
		change func()
		from   string
		steps  string
		net    money.Amount // of ten
	}{
		{"manual, a zero that was said", func() { ask.Manual = &manual }, "manual", "5", 0},
		{"the customer's list", func() { ask.Manual = nil }, "customer:DUP", "5", 8550},
		{"his group's", func() { ask.Customer = 8 }, "group:GRP", "5", 7600},
		{"a promotion on the list price, before a break that is cheaper", func() { ask.Group = 8 }, "promotion:PUB", "20@MAI+5", 8360},
		{"the break", func() { promotions = nil }, "break:PUB:10", "5", 6650},
		{"the list that began last", func() { ask.Quantity = money.Units(9) }, "list:PUB", "5", 9405},
		{"the older list once it ended", func() { ask.Day = may + 1 }, "list:OLD", "5", 5130},
		{"the item's own price before any began", func() { ask.Day = spring.AddDays(-301) }, "list", "5", 10260},
	} {
		c.change()
		p, ok := Price(ask, listed, promotions)
		net, err := p.Net(ask.Quantity, "EUR")
		if !ok || err != nil || p.From.String() != c.from || p.Steps.String() != c.steps || net != c.net {
			t.Errorf("%s: %s %s = %d, want %s %s = %d (%v)", c.name, p.From, p.Steps, net, c.from, c.steps, c.net, err)
		}
	}
	ask.Currency = "CAD"
	if p, ok := Price(ask, listed, promotions); ok {
		t.Errorf("no price in that currency gave %+v", p)
	}
}

func TestPromotions(t *testing.T) {
	item := Item{ID: 1, Kind: Goods, Priced: true, Price: price(t, "100"), Currency: "EUR"}
	ask := Asked{Item: item, Quantity: money.Units(2), Currency: "EUR", Day: may, Own: Steps{{Amount: 5_000000}, {Percent: 10_000000}}}
	each := Promotion{ID: 1, Code: "EACH", Each: price(t, "15"), Currency: "EUR", From: spring}
	percent := Promotion{ID: 2, Code: "TEN", Percent: 10_000000, From: spring}
	// Percents first, then off each unit, then off the line: 200 × 0.9 − 2 × 15 − 5.
	p, _ := Price(ask, nil, []Promotion{percent, each})
	if net, err := p.Net(ask.Quantity, "EUR"); err != nil || net != 14500 || p.Steps.String() != "10+15.00/u@EACH+5/l" {
		t.Error("the better promotion alone:", net, p.Steps, err)
	}
	each.Currency = "CAD"
	if p, _ = Price(ask, nil, []Promotion{percent, each}); p.Steps.String() != "10@TEN+10+5/l" {
		t.Error("an amount in another currency takes nothing off:", p.Steps)
	}
	percent.List = 3
	if p, _ = Price(ask, nil, []Promotion{percent, each}); p.From.String() != "list" {
		t.Error("a promotion of a list that has no price of the item:", p.From)
	}
	ask.Item.Kind, percent.List = Freight, 0
	if p, _ = Price(ask, nil, []Promotion{percent}); p.From.String() != "list" {
		t.Error("a promotion of everything is none of freight:", p.From)
	}
}

func TestTrail(t *testing.T) { // domain.md 1.13: 100.00 − 10 % − 5 % = 85.50
	p := Priced{Unit: price(t, "100"), From: Source{From: FromList, Code: "PUB"}, Steps: Own(Discounts{10_000000, 5_000000}, 0)}
	trail, err := p.Trail(money.Units(1), "EUR")
	if err != nil || len(trail) != 3 {
		t.Fatal(trail, err)
	}
	for i, want := range []struct{ amount, net money.Amount }{{10000, 10000}, {-1000, 9000}, {-450, 8550}} {
		if trail[i].Amount.Minor != want.amount || trail[i].Net.Minor != want.net {
			t.Errorf("step %d: %v, want %v", i, trail[i], want)
		}
	}
	p.Steps = append(p.Steps, Step{Amount: 86_000000})
	if _, err := p.Net(money.Units(1), "EUR"); refuse.Code(err) != "catalog.discount_beyond" {
		t.Error("more off than there is:", err)
	}
}

// The amounts of a trail sum to the net, whatever the steps, and its text says
// the same again.
func TestTrailSums(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p := Priced{Unit: money.Price(rapid.Int64Range(0, 2_000_000000).Draw(t, "unit")), From: Source{From: FromManual}}
		for range rapid.IntRange(0, 4).Draw(t, "steps") {
			s := Step{Code: rapid.SampledFrom([]string{"", "MAI"}).Draw(t, "code")}
			switch rapid.IntRange(0, 2).Draw(t, "kind") {
			case 0:
				s.Percent = money.Percent(rapid.Int64Range(-30_000000, 100_000000).Draw(t, "percent"))
			case 1:
				s.Each = money.Price(rapid.Int64Range(1, 5_000000).Draw(t, "each"))
			default:
				s.Amount = money.Decimal(rapid.Int64Range(1, 1000).Draw(t, "amount") * 10_000)
			}
			p.Steps = append(p.Steps, s)
		}
		p.Steps = ordered(p.Steps)
		q := money.Quantity(rapid.Int64Range(1, 50_000000).Draw(t, "quantity"))
		net, err := p.upTo(len(p.Steps), q, "EUR")
		if err != nil {
			t.Fatal(err)
		}
		trail, err := p.Trail(q, "EUR")
		if err != nil {
			t.Fatal(err)
		}
		var sum money.Amount
		for _, part := range trail {
			sum += part.Amount.Minor
		}
		again, err := ParseSteps(p.Steps.String())
		if err != nil || sum != net || again.String() != p.Steps.String() {
			t.Fatalf("%s: %d, net %d, read again %s (%v)", p.Steps, sum, net, again, err)
		}
	})
}

func TestLimits(t *testing.T) {
	item := Item{ID: 1, Kind: Goods, Priced: true, Price: price(t, "100"), Currency: "EUR", Floored: true, Floor: price(t, "80")}
	ask := Asked{Item: item, Quantity: money.Units(3), Currency: "EUR", Day: may, Own: Own(Discounts{10_000000}, 0)}
	l, err := LimitsOf(ask, nil, nil)
	if err != nil || l.Below(24000) || !l.Below(23999) {
		t.Error("a floor of 80.00 is 240.00 for three:", l, err)
	}
	clerk := Authority{Limited: true, Discount: 10_000000}
	if l.Beyond(27000, clerk) || !l.Beyond(26999, clerk) || l.Beyond(1, Authority{}) {
		t.Error("10 % of 300.00 is 30.00 off:", l)
	}
	ask.Own = nil
	if l, _ = LimitsOf(ask, nil, nil); l.Beyond(1, clerk) {
		t.Error("a price by rule is nobody's discount")
	}
}
