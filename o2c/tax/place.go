package tax

import (
	"strings"

	"encaisse/base/day"
)

// members is when each state joined the EU's VAT territory (from 1993, when
// intra-Community supplies began) and, for the United Kingdom, left it.
var members = map[string]struct{ from, to day.Day }{
	"AT": {from: day.Of(1995, 1, 1)}, "BE": {from: single}, "BG": {from: day.Of(2007, 1, 1)}, "CY": {from: tenth},
	"CZ": {from: tenth}, "DE": {from: single}, "DK": {from: single}, "EE": {from: tenth}, "ES": {from: single},
	"FI": {from: day.Of(1995, 1, 1)}, "FR": {from: single}, "GR": {from: single}, "HR": {from: day.Of(2013, 7, 1)},
	"HU": {from: tenth}, "IE": {from: single}, "IT": {from: single}, "LT": {from: tenth}, "LU": {from: single},
	"LV": {from: tenth}, "MT": {from: tenth}, "NL": {from: single}, "PL": {from: tenth}, "PT": {from: single},
	"RO": {from: day.Of(2007, 1, 1)}, "SE": {from: day.Of(1995, 1, 1)}, "SI": {from: tenth}, "SK": {from: tenth},
	"GB": {from: single, to: day.Of(2021, 1, 1)},
}

var (
	single = day.Of(1993, 1, 1)
	tenth  = day.Of(2004, 5, 1)
)

// inEU says whether a country belongs to the EU's VAT territory on a day. The
// French overseas departments have country codes of their own and do not.
func inEU(country string, d day.Day) bool {
	m, ok := members[country]
	return ok && m.from <= d && (m.to.IsZero() || d < m.to)
}

// vatCountry is the country whose VAT law holds: Monaco is France's.
func vatCountry(country string) string {
	switch country = strings.ToUpper(strings.TrimSpace(country)); country {
	case "MC":
		return "FR"
	case "EL":
		return "GR"
	}
	return country
}

// Crosses reports whether the supply goes from one member state to another,
// where the buyer's VAT number decides.
func (s Supply) Crosses() bool {
	from, to := vatCountry(s.Seller.Country), vatCountry(s.ShipToCountry)
	return s.Seller.Regime != RegimeNone && from != to && inEU(from, s.Day) && inEU(to, s.Day)
}

// provinces is which taxes a supply made in each bears. Source: domain.md 4.6.
var provinces = map[string][]Code{
	"AB": {GST}, "NT": {GST}, "NU": {GST}, "YT": {GST},
	"BC": {GST, PST}, "MB": {GST, PST}, "SK": {GST, PST},
	"NB": {HST}, "NL": {HST}, "NS": {HST}, "ON": {HST}, "PE": {HST},
	"QC": {GST, QST},
}

// province takes "QC" or "CA-QC", in any case.
func province(region string) string {
	return strings.TrimPrefix(strings.ToUpper(strings.TrimSpace(region)), "CA-")
}

// Registration is a tax the seller is registered to charge in Canada: "GST"
// (which covers HST), "QST", or a province's own tax, "PST-BC".
type Registration string

// Registrations is what a seller of a Canadian province has when nothing else
// is said: the federal tax and its own province's; none elsewhere.
func Registrations(country, region string) []Registration {
	if vatCountry(country) != "CA" {
		return nil
	}
	list := []Registration{"GST"}
	for _, code := range provinces[province(region)] {
		if r := registration(code, province(region)); r != "GST" {
			list = append(list, r)
		}
	}
	return list
}

// registration is the one needed to charge a tax in a province.
func registration(code Code, province string) Registration {
	switch code {
	case HST:
		return "GST"
	case PST:
		return Registration("PST-" + province)
	}
	return Registration(code)
}

// place is where the rate of a tax stands in the table: GST is federal.
func place(code Code, province string) string {
	if code == GST {
		return "CA"
	}
	return "CA-" + province
}
