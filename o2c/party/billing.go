package party

import (
	"strings"

	"encaisse/base/money"
	"encaisse/base/refuse"
)

// Billing says when what a customer orders is invoiced (domain.md 1.2), in one
// text, as terms are: shipment (what left, at once), manual (what left waits until
// somebody invoices it), month (one invoice for what left in a month), order (all of it is asked for when it is ordered), deposit30
// (30 % is), milestone (works by their progress), milestone5 (of which 5 % is
// retained). What is asked for ahead is asked for by a deposit invoice.
type Billing string

// The policies; a deposit says its percentage.
const (
	OnShipment Billing = "shipment"
	OnOrder    Billing = "order"
	Manual     Billing = "manual"
	Monthly    Billing = "month"
	deposit            = "deposit"
	milestone          = "milestone"
)

// mostRetained is the most a customer may keep back of works (loi 71-584 du 16
// juillet 1971, art. 1).
const mostRetained = 5_000000

// ParseBilling reads a policy as people write it; refusal party.billing. An empty
// text is an empty policy.
func ParseBilling(s string) (Billing, error) {
	b := Billing(strings.ToLower(strings.TrimSpace(s)))
	switch b {
	case "", OnShipment, OnOrder, Manual, Monthly, milestone:
		return b, nil
	}
	if rest, ok := strings.CutPrefix(string(b), milestone); ok {
		percent, err := money.ParsePercent(rest)
		if err == nil && percent > 0 && percent <= mostRetained {
			return Billing(milestone + percent.String()), nil
		}
	}
	if rest, ok := strings.CutPrefix(string(b), deposit); ok {
		percent, err := money.ParsePercent(rest)
		if err == nil && percent > 0 && percent <= money.Percent(money.Whole) {
			return Billing(deposit + percent.String()), nil
		}
	}
	return "", refuse.New(refuse.Invalid, "party.billing", "text", s)
}

// Advance is the part of an order that is asked for when it is ordered; 0 for
// none.
func (b Billing) Advance() money.Percent {
	if b == OnOrder {
		return money.Percent(money.Whole)
	}
	return b.after(deposit)
}

// Milestones reports whether works are billed by their progress.
func (b Billing) Milestones() bool { return strings.HasPrefix(string(b), milestone) }

// Retention is the part of each milestone's invoice that the customer keeps back;
// 0 for none.
func (b Billing) Retention() money.Percent { return b.after(milestone) }

// after is the percentage after a word, 0 when there is none.
func (b Billing) after(word string) money.Percent {
	rest, ok := strings.CutPrefix(string(b), word)
	if !ok || rest == "" {
		return 0
	}
	percent, err := money.ParsePercent(rest)
	if err != nil {
		return 0
	}
	return percent
}
