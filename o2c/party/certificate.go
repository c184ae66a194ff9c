package party

import (
	"cmp"
	"strings"

	"encaisse/base/day"
	"encaisse/base/id"
	"encaisse/base/refuse"
)

// Certificate is by what a customer pays no sales tax in the United States: in
// one state or, with none named, in all (domain.md 4.7).
type Certificate struct {
	ID       id.ID
	Customer id.ID
	State    string // "US-NY"; "" = every one
	Number   string
	Kind     string
	From     day.Day
	To       day.Day // the last day; 0 = it does not expire
	Version  int64
}

// Kinds of certificate.
const (
	Resale = "resale" // the customer sells on what he buys
	Exempt = "exempt" // he is exempt himself: government, charity, farm …
)

// on reports whether it frees the customer of tax in a state on a day. An
// expired one counts as none.
func (c Certificate) on(state string, d day.Day) bool {
	return (c.State == "" || c.State == state) && c.From <= d && (c.To.IsZero() || d <= c.To)
}

// certified is the certificate that holds in a state on a day: that of the
// state before one of all, then the one that holds longest.
func certified(list []Certificate, state string, d day.Day) (best Certificate, ok bool) {
	last := func(c Certificate) day.Day {
		if c.To.IsZero() {
			return 1 << 30
		}
		return c.To
	}
	for _, c := range list {
		if !c.on(state, d) {
			continue
		}
		if !ok || cmp.Or(cmp.Compare(len(c.State), len(best.State)), cmp.Compare(last(c), last(best))) > 0 {
			best, ok = c, true
		}
	}
	return best, ok
}

// NewCertificate is a certificate of a customer. The same state and number
// again change its kind and days.
type NewCertificate struct {
	Customer string  `path:"customer" json:"-" doc:"id or number"`
	State    string  `json:"state,omitempty" maxLength:"5" doc:"NY, or US-NY; every state when left out"`
	Number   string  `json:"number" minLength:"1" maxLength:"60"`
	Kind     string  `json:"kind" enum:"resale,exempt"`
	From     day.Day `json:"valid_from"`
	To       day.Day `json:"valid_to,omitempty" doc:"the last day; it does not expire when left out"`
}

// certificate is what the input says, cleaned. Which states there are is for
// the taxes to know; here a state is two letters.
func (in NewCertificate) certificate(c Customer) (Certificate, error) {
	x := Certificate{Customer: c.ID, State: strings.TrimPrefix(strings.ToUpper(strings.TrimSpace(in.State)), "US-"), Number: strings.TrimSpace(in.Number),
		Kind: in.Kind, From: in.From, To: in.To, Version: 1}
	r := refuse.New(refuse.Invalid, "party.certificate")
	if len(x.State) != 2 && x.State != "" || strings.Trim(x.State, "ABCDEFGHIJKLMNOPQRSTUVWXYZ") != "" {
		r.At("/state", "party.certificate_state", "state", in.State)
	}
	if x.Number == "" {
		r.At("/number", "party.certificate_number")
	}
	if x.Kind != Resale && x.Kind != Exempt {
		r.At("/kind", "party.certificate_kind", "kind", in.Kind)
	}
	if x.From.IsZero() || !x.To.IsZero() && x.To < x.From {
		r.At("/valid_from", "party.certificate_days", "from", in.From, "to", in.To)
	}
	if len(r.Fields) > 0 {
		return x, r
	}
	if x.State != "" {
		x.State = "US-" + x.State
	}
	return x, nil
}
