package receivable

import (
	"slices"

	"encaisse/base/refuse"
)

// Kinds of thing that steps are kept of.
const (
	KindDispute = "dispute"
	KindPromise = "promise"
	KindPlan    = "plan"
	KindPause   = "pause"
	KindAction  = "action"
)

// moves are the transitions there are, by kind and state left; "" is before the
// first. What is not listed is refused (domain.md 1.8, 1.9, 11.12).
var moves = map[string]map[string][]string{
	KindDispute: {
		"":                   {"open"},
		"open":               {"in_review"},
		"in_review":          {"accepted", "partially_accepted", "rejected"},
		"accepted":           {"closed"},
		"partially_accepted": {"closed"},
		"rejected":           {"closed"},
	},
	KindPromise: {
		"":     {"open"},
		"open": {"kept", "partially_kept", "broken", "cancelled"},
	},
	KindPlan: {
		"":         {"proposed"},
		"proposed": {"accepted", "cancelled"},
		"accepted": {"active", "cancelled"},
		"active":   {"completed", "broken", "cancelled"},
	},
	KindPause: {
		"":       {"active"},
		"active": {"ended"},
	},
	KindAction: {
		"":       {"queued", "todo"},
		"queued": {"sent", "cancelled", "todo"},
		"sent":   {"todo"}, // what was sent came back
		"todo":   {"done", "cancelled"},
	},
}

// Lawful tells whether a transition is one.
func Lawful(kind, from, to string) bool { return slices.Contains(moves[kind][from], to) }

// Move refuses a transition that is not listed with receivable.transition.
func Move(kind, from, to string) error {
	if Lawful(kind, from, to) {
		return nil
	}
	return refuse.New(refuse.Conflict, "receivable.transition", "state", from, "wanted", to)
}
