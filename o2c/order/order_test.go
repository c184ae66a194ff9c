package order

import (
	"testing"

	"encaisse/base/refuse"
)

// Between the steps of an import nobody holds, amends or plans what it takes
// over; it may be given up, and what history held lives on by a release.
func TestWhatIsTakenOverIsLeftAlone(t *testing.T) {
	for event, want := range map[string]map[State]string{
		"hold":    {Confirmed: "order.taking_over", Released: "order.taking_over"},
		"amend":   {Draft: "", Confirmed: "order.taking_over", CreditHold: ""},
		"plan":    {Confirmed: "order.taking_over"},
		"recall":  {Released: "order.taking_over"},
		"cancel":  {Draft: "", Confirmed: "", CreditHold: ""},
		"history": {Confirmed: "", CreditHold: "order.state", Cancelled: "order.state"},
		"release": {CreditHold: ""},
		"close":   {Released: "", Confirmed: "order.state"},
	} {
		for state, code := range want {
			if err := (Order{TakenOver: true, State: state}).Can(event); refuse.Code(err) != code {
				t.Errorf("%s of a %s order: %v, want %q", event, state, err, code)
			}
			if err := (Order{State: state}).Can(event); code == "order.taking_over" && err != nil {
				t.Errorf("%s of a %s order that is our own: %v", event, state, err)
			}
		}
	}
}
