package seller

import (
	"encaisse/base/day"
	"encaisse/base/db"
	"encaisse/o2c/tax"
)

// MentionsIn asks for the sentences of invoices.
type MentionsIn struct {
	Country string  `query:"country" json:"country,omitempty" doc:"of the seller; the company's when left out"`
	Day     day.Day `query:"day" json:"day,omitempty" doc:"of issue; today when left out"`
}

// MentionRow is a sentence that invoices of a country owe on a day, with its law.
type MentionRow struct {
	Name string  `json:"name" doc:"why no tax is charged, or what is said"`
	From day.Day `json:"from"`
	Law  string  `json:"law"`
	Text string  `json:"text"`
}

// MentionsOut are those in force.
type MentionsOut struct {
	Country string       `json:"country"`
	Day     day.Day      `json:"day"`
	Items   []MentionRow `json:"items"`
}

// Mentions lists the sentences that invoices of a country owe on a day.
func Mentions(r *db.Read, in MentionsIn) (MentionsOut, error) {
	if in.Country == "" {
		e, err := Of(r)
		if err != nil {
			return MentionsOut{}, err
		}
		in.Country = e.Country
	}
	if in.Day.IsZero() {
		in.Day = r.Today()
	}
	out, seen := MentionsOut{in.Country, in.Day, []MentionRow{}}, map[string]bool{}
	for _, m := range tax.Mentions() {
		if on, ok := tax.MentionOn(m.Name, in.Country, in.Day); ok && !seen[m.Name] {
			seen[m.Name] = true
			out.Items = append(out.Items, MentionRow{on.Name, on.From, on.Law, on.Text.In(r.Speak)})
		}
	}
	return out, nil
}
