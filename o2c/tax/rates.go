// Package tax decides which taxes a supply bears, by place and day, and adds
// them up over a document.
package tax

import (
	"encaisse/base/day"
	"encaisse/base/money"
	"encaisse/base/refuse"
)

// Code names a tax.
type Code string

const (
	VAT Code = "VAT" // TVA, EU
	GST Code = "GST" // TPS, Canada
	HST Code = "HST" // TVH, Canada: GST and a province's tax in one
	QST Code = "QST" // TVQ, Québec
	PST Code = "PST" // a province's own sales tax: TVP, TVD

	Sales Code = "SALES" // United States: state, county and city in one
)

// Class is the tax class of an item: which of a place's rates it bears.
type Class string

const (
	Standard      Class = "standard"
	Intermediate  Class = "intermediate"
	Reduced       Class = "reduced"
	SuperReduced  Class = "super_reduced"
	Exempt        Class = "exempt"         // no tax, no right to deduct: a reason is due
	Zero          Class = "zero"           // taxed at 0 %
	ReverseCharge Class = "reverse_charge" // on the domestic reverse-charge list (construction subcontracting …); standard elsewhere
)

// rated is the class whose rate applies where no special treatment does.
func (c Class) rated() Class {
	if c == ReverseCharge {
		return Standard
	}
	return c
}

// Rate is one row of the dated table: the rate holds from a day on, until a
// later row of the same place, tax and class.
type Rate struct {
	Place  string // ISO 3166-1 country, or 3166-2 province: "FR", "CA-QC"
	Code   Code
	Class  Class
	Rate   money.Percent
	From   day.Day
	Source string
}

// RateOn is the rate of a tax on a day. A place, class or day that the table
// does not hold is refused with `tax.rate`: no rate is ever guessed.
func RateOn(place string, code Code, class Class, d day.Day) (Rate, error) {
	var found Rate
	for _, r := range rates {
		if r.Place == place && r.Code == code && r.Class == class && r.From <= d && r.From >= found.From {
			found = r
		}
	}
	if found.Place == "" {
		return found, refuse.New(refuse.Invalid, "tax.rate", "tax", string(code), "place", place, "class", string(class), "day", d)
	}
	return found, nil
}

// Rates is the whole table, to be shown.
func Rates() []Rate { return append([]Rate(nil), rates...) }

// rates: domain.md 4.4 (France) and 4.6 (Canada); those of the other member
// states serve their own sellers and distance sales taxed at destination.
var rates = []Rate{
	{"FR", VAT, Standard, 20_000000, day.Of(2014, 1, 1), "CGI art. 278"},
	{"FR", VAT, Intermediate, 10_000000, day.Of(2014, 1, 1), "CGI art. 279"},
	{"FR", VAT, Reduced, 5_500000, day.Of(2014, 1, 1), "CGI art. 278-0 bis"},
	{"FR", VAT, SuperReduced, 2_100000, day.Of(2014, 1, 1), "CGI art. 281 quater"},
	{overseasRates, VAT, Standard, 8_500000, day.Of(2000, 4, 1), "CGI art. 296"},
	{overseasRates, VAT, Intermediate, 2_100000, day.Of(2012, 1, 1), "CGI art. 296"},
	{overseasRates, VAT, Reduced, 2_100000, day.Of(2000, 4, 1), "CGI art. 296"},
	{overseasRates, VAT, SuperReduced, 2_100000, day.Of(2000, 4, 1), "CGI art. 296"},

	{"CA", GST, Standard, 5_000000, day.Of(2008, 1, 1), "Excise Tax Act s. 165(1)"},
	{"CA-QC", QST, Standard, 9_975000, day.Of(2013, 1, 1), "QSTA s. 16"},
	{"CA-ON", HST, Standard, 13_000000, day.Of(2010, 7, 1), "ETA s. 165(2)"},
	{"CA-NB", HST, Standard, 13_000000, day.Of(2008, 1, 1), "ETA s. 165(2)"},
	{"CA-NB", HST, Standard, 15_000000, day.Of(2016, 7, 1), "ETA s. 165(2)"},
	{"CA-NL", HST, Standard, 13_000000, day.Of(2008, 1, 1), "ETA s. 165(2)"},
	{"CA-NL", HST, Standard, 15_000000, day.Of(2016, 7, 1), "ETA s. 165(2)"},
	{"CA-PE", HST, Standard, 14_000000, day.Of(2013, 4, 1), "ETA s. 165(2)"},
	{"CA-PE", HST, Standard, 15_000000, day.Of(2016, 10, 1), "ETA s. 165(2)"},
	{"CA-NS", HST, Standard, 15_000000, day.Of(2010, 7, 1), "ETA s. 165(2)"},
	{"CA-NS", HST, Standard, 14_000000, day.Of(2025, 4, 1), "ETA s. 165(2)"},
	{"CA-BC", PST, Standard, 7_000000, day.Of(2013, 4, 1), "Provincial Sales Tax Act (BC)"},
	{"CA-SK", PST, Standard, 6_000000, day.Of(2017, 3, 23), "Provincial Sales Tax Act (SK)"},
	{"CA-MB", PST, Standard, 7_000000, day.Of(2019, 7, 1), "Retail Sales Tax Act (MB)"},

	state("AT", 20_000000, day.Of(1995, 1, 1)),
	state("BE", 21_000000, day.Of(1996, 1, 1)),
	state("BG", 20_000000, day.Of(2007, 1, 1)),
	state("CY", 19_000000, day.Of(2014, 1, 13)),
	state("CZ", 21_000000, day.Of(2013, 1, 1)),
	state("DE", 19_000000, day.Of(2007, 1, 1)),
	state("DE", 16_000000, day.Of(2020, 7, 1)),
	state("DE", 19_000000, day.Of(2021, 1, 1)),
	state("DK", 25_000000, day.Of(1992, 1, 1)),
	state("EE", 20_000000, day.Of(2009, 7, 1)),
	state("EE", 22_000000, day.Of(2024, 1, 1)),
	state("EE", 24_000000, day.Of(2025, 7, 1)),
	state("ES", 21_000000, day.Of(2012, 9, 1)),
	state("FI", 24_000000, day.Of(2013, 1, 1)),
	state("FI", 25_500000, day.Of(2024, 9, 1)),
	state("GR", 24_000000, day.Of(2016, 6, 1)),
	state("HR", 25_000000, day.Of(2013, 7, 1)),
	state("HU", 27_000000, day.Of(2012, 1, 1)),
	state("IE", 23_000000, day.Of(2012, 1, 1)),
	state("IE", 21_000000, day.Of(2020, 9, 1)),
	state("IE", 23_000000, day.Of(2021, 3, 1)),
	state("IT", 22_000000, day.Of(2013, 10, 1)),
	state("LT", 21_000000, day.Of(2009, 9, 1)),
	state("LU", 17_000000, day.Of(2015, 1, 1)),
	state("LU", 16_000000, day.Of(2023, 1, 1)),
	state("LU", 17_000000, day.Of(2024, 1, 1)),
	state("LV", 21_000000, day.Of(2012, 7, 1)),
	state("MT", 18_000000, day.Of(2004, 5, 1)),
	state("NL", 21_000000, day.Of(2012, 10, 1)),
	state("PL", 23_000000, day.Of(2011, 1, 1)),
	state("PT", 23_000000, day.Of(2011, 1, 1)),
	state("RO", 19_000000, day.Of(2017, 1, 1)),
	state("RO", 21_000000, day.Of(2025, 8, 1)),
	state("SE", 25_000000, day.Of(1995, 1, 1)),
	state("SI", 22_000000, day.Of(2013, 7, 1)),
	state("SK", 20_000000, day.Of(2011, 1, 1)),
	state("SK", 23_000000, day.Of(2025, 1, 1)),
}

// state is the standard VAT rate of a member state.
func state(country string, rate money.Percent, from day.Day) Rate {
	return Rate{country, VAT, Standard, rate, from, "Taxes in Europe Database, standard rate"}
}
