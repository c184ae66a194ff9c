package stock

import (
	"testing"

	"encaisse/base/day"
	"encaisse/base/money"
	"encaisse/base/refuse"
)

func TestExpected(t *testing.T) {
	today := day.Of(2026, 3, 2)
	x := Expected{Quantity: money.Units(10), ExpectedOn: today}
	if x.Late(today) || !x.Late(today+1) || x.State() != ExpectedWhole {
		t.Error("it is late from the day after its own on")
	}
	part, err := x.receive(money.Units(4))
	if err != nil || part.Left() != money.Units(6) || part.State() != ExpectedPart {
		t.Error(part, err)
	}
	if _, err := part.receive(money.Units(7)); refuse.Code(err) != "stock.invalid" {
		t.Error("more than is left:", err)
	}
	few, many, past := money.Units(4), money.Units(5), today-1
	if _, err := part.change(ToExpectAgain{Quantity: &few}, today); refuse.Code(err) != "stock.invalid" {
		t.Error("no more than came:", err)
	}
	if less, err := part.change(ToExpectAgain{Quantity: &many}, today+5); err != nil || less.Left() != money.Units(1) {
		t.Error("what is late may be fewer, on the same day:", less, err)
	}
	if _, err := part.change(ToExpectAgain{On: &past}, today); refuse.Code(err) != "stock.invalid" {
		t.Error("a day that has passed:", err)
	}
	gone, err := part.cancel()
	if err != nil || gone.Left() != 0 || gone.Late(today+9) || gone.State() != ExpectedCancelled {
		t.Error(gone, err)
	}
	whole, err := part.receive(money.Units(6))
	if err != nil || whole.State() != ExpectedReceived {
		t.Error(whole, err)
	}
	if _, err := whole.cancel(); refuse.Code(err) != "stock.expected_done" {
		t.Error("nothing is left:", err)
	}
	if _, err := gone.receive(1); refuse.Code(err) != "stock.expected_done" {
		t.Error("nothing is left:", err)
	}
}
