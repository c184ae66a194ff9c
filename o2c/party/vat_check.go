package party

import (
	"encaisse/base/day"
	"encaisse/base/id"
)

// VATCheck is what a register answered about a customer's VAT number on a day
// (VIES, a tax office).
type VATCheck struct {
	ID       id.ID
	Customer id.ID
	TaxID    string // the number that was asked about
	Day      day.Day
	Result   string
	Source   string // who or what said it
	Name     string // answered by the register
	Address  string
}

// Results of a check.
const (
	VATValid   = "valid"
	VATInvalid = "invalid"
	VATUnknown = "unknown" // the register gave no answer
)

// confirmed reports whether the customer's VAT number counts on a day: its last
// check on or before that day says valid and is at most so many days old (0:
// of any age). Never checked, it counts from the day noted on the customer. One
// that failed or was not confirmed counts as none (domain.md 4.4).
func (c Customer) confirmed(checks []VATCheck, d day.Day, most int64) bool {
	if c.TaxID == "" {
		return false
	}
	var last VATCheck
	for _, x := range checks {
		if x.TaxID == c.TaxID && x.Day <= d && (x.Day > last.Day || x.Day == last.Day && x.ID > last.ID) {
			last = x
		}
	}
	on := last.Day
	switch {
	case last.ID == 0 && !c.VATConfirmed(d):
		return false
	case last.ID == 0:
		on = c.VATConfirmedOn
	case last.Result != VATValid:
		return false
	}
	return most == 0 || int64(d-on) <= most
}
