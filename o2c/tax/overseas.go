package tax

import (
	"strings"

	"encaisse/base/day"
)

// overseasRates is the place of the rates of Guadeloupe, Martinique and La
// Réunion.
const overseasRates = "FR-DOM"

// overseas are the departments of France with a VAT of their own, by postcode,
// from a day on. Territory: goods that go from one to another are as exported
// (CGI art. 294, 2); Guadeloupe and Martinique are one. Rates "": no VAT at all
// (CGI art. 294, 1). Monaco is France's, whatever its postcode.
var overseas = []struct {
	postcode, territory, rates string
	from                       day.Day
	law                        string
}{
	{"971", "971", overseasRates, day.Of(2000, 4, 1), "CGI art. 294 et 296"},
	{"972", "971", overseasRates, day.Of(2000, 4, 1), "CGI art. 294 et 296"},
	{"973", "973", "", single, "CGI art. 294, 1"},
	{"974", "974", overseasRates, day.Of(2000, 4, 1), "CGI art. 294 et 296"},
	{"976", "976", "", day.Of(2014, 1, 1), "CGI art. 294, 1"},
}

// frenchTerritory is where a postcode of France lies: its territory, "" for
// metropolitan France and Monaco, and the place of its rates.
func frenchTerritory(country, postcode string, d day.Day) (territory, rates string) {
	postcode = strings.ReplaceAll(postcode, " ", "")
	for _, o := range overseas {
		if strings.EqualFold(strings.TrimSpace(country), "FR") && o.from <= d && strings.HasPrefix(postcode, o.postcode) && len(postcode) == 5 {
			return o.territory, o.rates
		}
	}
	return "", "FR"
}

// inFrance taxes a supply within France: in an overseas department at its rates,
// where there is a VAT; goods that go from one territory to another are as
// exported.
func inFrance(s Supply) (Treatment, error) {
	from, _ := frenchTerritory(s.Seller.Country, s.Seller.Postcode, s.Day)
	to, rates := frenchTerritory(s.ShipToCountry, s.Local.Postcode, s.Day)
	switch {
	case s.Seller.Exempt:
		return domestic(s, "FR", s.Class)
	case s.Kind == Goods && from != to:
		return Treatment{Category: Export, Reason: ReasonOverseas}, nil
	case rates == "":
		return Treatment{Category: ExemptSupply, Reason: ReasonNoVAT}, nil
	}
	return domestic(s, rates, s.Class)
}
