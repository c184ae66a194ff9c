package insight

import (
	"slices"
	"testing"

	"encaisse/base/day"
	"encaisse/base/money"
)

// A customer who pays 10 days late: what is on account settles the oldest, the
// promise comes on its day, what is late beyond his habit in as many days again.
func TestForesee(t *testing.T) {
	asOf := day.Of(2026, 3, 31)
	claims := []Claim{
		{Number: "F3", DueOn: day.Of(2026, 4, 10), Open: 300},
		{Number: "F1", DueOn: day.Of(2026, 3, 1), Open: 100},
		{Number: "F2", DueOn: day.Of(2026, 3, 25), Open: 200, Doubtful: 50},
	}
	got, left := Foresee(claims, 40, []Word{{day.Of(2026, 4, 8), 90}}, Habit{MoneyDays: 1040, Money: 104}, asOf)
	type part struct {
		number string
		on     day.Day
		amount money.Amount
		why    string
	}
	var is []part
	for _, e := range got {
		is = append(is, part{e.Number, e.On, e.Amount, e.Why})
	}
	want := []part{
		{"F1", day.Of(2026, 4, 8), 60, ByPromise}, // 100 less 40 on account
		{"F2", 0, 50, AtRisk}, {"F2", day.Of(2026, 4, 8), 30, ByPromise}, {"F2", day.Of(2026, 4, 4), 120, ByHabit},
		{"F3", day.Of(2026, 4, 20), 300, ByHabit},
	}
	if !slices.Equal(is, want) || left != 0 {
		t.Errorf("%+v, %d left", is, left)
	}
	late, left := Foresee([]Claim{{Number: "F1", DueOn: day.Of(2026, 3, 1), Open: 100}}, 250, nil, Habit{}, asOf)
	if len(late) != 0 || left != 150 {
		t.Errorf("%+v, %d left", late, left)
	}
	late, _ = Foresee([]Claim{{Number: "F1", DueOn: day.Of(2026, 3, 1), Open: 100}}, 0, nil, Habit{MoneyDays: -500, Money: 100}, asOf)
	if len(late) != 1 || late[0].On != day.Of(2026, 4, 30) || late[0].Why != ByDelay {
		t.Errorf("%+v", late)
	}
}
