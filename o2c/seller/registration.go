package seller

import (
	"regexp"
	"strings"

	"encaisse/base/day"
	"encaisse/base/id"
	"encaisse/base/refuse"
)

// Kinds of registration that are no tax of a place.
const (
	Exempt = "exempt" // small business without tax: franchise en base, small supplier
	OSS    = "oss"    // distance sales taxed at destination: over the threshold, or opted in
	Debits = "debits" // France: the VAT of services is owed when invoiced
)

// Registration is what a seller is registered for, from a day on: one of the
// kinds above, a tax of Canada ("GST", "QST", "PST-BC") or a state of the
// United States in which he has nexus ("US-NY").
type Registration struct {
	ID      id.ID
	Entity  id.ID
	Kind    string
	Number  string
	From    day.Day
	To      day.Day // the last one; 0 = not ended
	Version int64
}

func (r Registration) own() bool { return r.Kind == Exempt || r.Kind == OSS || r.Kind == Debits }

func (r Registration) on(d day.Day) bool { return r.From <= d && (r.To.IsZero() || d <= r.To) }

// registered reports whether a kind holds on a day.
func (e Entity) registered(kind string, d day.Day) bool {
	for _, r := range e.Registrations {
		if r.Kind == kind && r.on(d) {
			return true
		}
	}
	return false
}

// places is the form of the registrations of each country's sellers.
var places = map[string]*regexp.Regexp{
	"CA": regexp.MustCompile(`^(GST|QST|PST-(BC|MB|SK))$`),
	"US": regexp.MustCompile(`^US-[A-Z]{2}$`),
}

// kind reads what a seller of the entity can be registered for.
func (e Entity) kind(text string) (string, error) {
	text = strings.TrimSpace(text)
	switch low := strings.ToLower(text); {
	case low == Exempt, low == OSS, low == Debits && e.Country == "FR":
		return low, nil
	}
	if form := places[e.Country]; form != nil && form.MatchString(strings.ToUpper(text)) {
		return strings.ToUpper(text), nil
	}
	return "", refuse.New(refuse.Invalid, "seller.registration").At("/kind", "seller.registration_kind", "kind", text, "country", e.Country)
}

// meets reports whether two registrations of one kind share a day.
func (r Registration) meets(o Registration) bool {
	return r.Kind == o.Kind && r.ID != o.ID && (r.To.IsZero() || o.From <= r.To) && (o.To.IsZero() || r.From <= o.To)
}
