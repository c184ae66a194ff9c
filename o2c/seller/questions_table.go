package seller

import (
	"slices"
	"strings"

	"encaisse/base/day"
	"encaisse/base/db"
	"encaisse/base/money"
	"encaisse/o2c/tax"
)

// TableIn asks for the dated table of taxes.
type TableIn struct {
	Country string `query:"country" json:"country,omitempty" maxLength:"2" doc:"ISO 3166-1; the company's when left out"`
}

// TableRow is a rate of a tax, from a day on until a later row of the same.
type TableRow struct {
	Place  string        `json:"place" doc:"country, or province: FR, CA-QC"`
	Tax    string        `json:"tax"`
	Class  string        `json:"class" doc:"of the item"`
	Rate   money.Percent `json:"rate"`
	From   day.Day       `json:"from"`
	Now    bool          `json:"now" doc:"it holds today"`
	Source string        `json:"source"`
}

// TaxTable lists the dated rates that the program knows of a country, the
// latest first: they are part of it and of the law, and nobody edits them.
func TaxTable(r *db.Read, in TableIn) ([]TableRow, error) {
	country := strings.ToUpper(in.Country)
	if country == "" {
		e, err := Of(r)
		if err != nil {
			return nil, err
		}
		country = e.Country
	}
	out := []TableRow{}
	for _, x := range tax.Rates() {
		if x.Place != country && !strings.HasPrefix(x.Place, country+"-") {
			continue
		}
		on, err := tax.RateOn(x.Place, x.Code, x.Class, r.Today())
		out = append(out, TableRow{x.Place, string(x.Code), string(x.Class), x.Rate, x.From, err == nil && on == x, x.Source})
	}
	slices.SortStableFunc(out, func(a, b TableRow) int { return int(b.From - a.From) })
	return out, nil
}
