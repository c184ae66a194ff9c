package stock

import (
	"testing"

	"encaisse/base/money"
)

func TestCost(t *testing.T) { // domain.md 9: 100 at 10.00 + 50 at 13.00 → 11.00; ship 120 → 1 320.00
	l := Level{OnHand: money.Units(150), Value: 165_000}
	cost, err := l.Cost(money.Units(120))
	if err != nil || cost != 132_000 {
		t.Fatal(cost, err)
	}
	l.OnHand, l.Value = money.Units(30), l.Value-cost
	if rest, _ := l.Cost(money.Units(30)); rest != 33_000 {
		t.Error("the last pieces take the remainder:", rest)
	}
}

func TestGrant(t *testing.T) { // domain.md 1.3
	l := Level{OnHand: money.Units(8)}
	a := l.Grant(money.Units(5), false)
	l.Reserved += a
	if a != money.Units(5) || l.Grant(money.Units(6), true) != money.Units(3) || l.Grant(money.Units(6), false) != 0 {
		t.Error("A gets 5; B 3 when it takes parts, else nothing")
	}
	blocked := Level{OnHand: money.Units(2), Blocked: money.Units(2)}
	if blocked.Available() != 0 || blocked.Grant(money.Units(1), true) != 0 {
		t.Error("blocked goods are not promised")
	}
}
