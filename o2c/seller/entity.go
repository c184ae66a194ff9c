// Package seller holds the legal entities that sell: place, currency, taxes,
// chart of accounts, time zone.
package seller

import (
	"strings"

	"encaisse/base/day"
	"encaisse/base/id"
	"encaisse/base/money"
	"encaisse/base/words"
	"encaisse/o2c/tax"
)

// Entity is a legal entity (société). Identifiers may come later: until then
// its invoices carry a warning.
type Entity struct {
	ID       id.ID
	Name     string
	Country  string
	Region   string
	Currency money.Currency
	Tax      string // "standard" or "none"
	Language words.Language
	Zone     string // IANA name: where its civil days begin
	LegalID  string
	TaxID    string
	Street   string
	Postcode string
	City     string
	IBAN     string
	OpenFrom day.Day // first day of the first open period; 0 = all open
	YearFrom int64   // month a fiscal year begins with, 1 for calendar years
	Rounding tax.Rounding
	Caps     string // what becomes of terms beyond the lawful ones: off, warn, refuse

	VATDays      int64  // how old the check of a buyer's VAT number may be; 0 = of any age, or only noted on the customer
	VATUnchecked string // what becomes of a supply to a member state whose buyer's number counts as none: tax, refuse

	SendBy string // how invoices reach customers of themselves: mail, none

	BankAccount string // where banks have no IBAN: "815-30000-1234567"
	Interac     string // mail that transfers by Interac go to
	Cheques     string // whether cheques are taken: yes, no

	DepositForm string // how invoices say what deposits paid of them: lines, prepaid

	Registrations []Registration `db:"-"`
}

// What becomes of payment terms beyond the lawful ones.
const (
	CapsOff    = "off"
	CapsWarn   = "warn"
	CapsRefuse = "refuse"
)

// What becomes of an intra-EU supply whose buyer's VAT number counts as none.
const (
	VATTax    = "tax"
	VATRefuse = "refuse"
)

// How invoices reach customers of themselves.
const (
	ByMail = "mail"
	ByNone = "none"
)

// How a final invoice says what deposits paid of it (domain.md 1.5): (a) as lines
// below zero, its totals are those of the balance; (b) as already paid (BT-113), its
// totals are those of the whole sale and only what is to be paid is less.
const (
	DepositLines = "lines"
	DepositPaid  = "prepaid"
)

// Address is where the company is.
func (e Entity) Address() words.Address {
	return words.Address{Street: e.Street, Postcode: e.Postcode, City: e.City, Region: e.Region, Country: e.Country}
}

// Chart is the chart of accounts: the French PCG in France, else the generic one.
func (e Entity) Chart() string {
	if e.Country == "FR" {
		return "pcg"
	}
	return "generic"
}

// TaxSeller is what the tax rules ask about the seller on a day. Where nothing
// is registered in Canada, the taxes of his own province are.
func (e Entity) TaxSeller(d day.Day) tax.Seller {
	s := tax.Seller{Country: e.Country, Region: e.Region, Postcode: e.Postcode, Regime: tax.Regime(e.Tax), Rounding: e.Rounding,
		Exempt: e.registered(Exempt, d), OSS: e.registered(OSS, d), Debits: e.registered(Debits, d)}
	named := false
	for _, r := range e.Registrations {
		if r.own() {
			continue
		}
		if named = true; r.on(d) {
			s.Registered = append(s.Registered, tax.Registration(r.Kind))
		}
	}
	if !named {
		s.Registered = tax.Registrations(e.Country, e.Region)
	}
	return s
}

// PostingDay is the day a fact of a day is posted: the first open day when its
// own period is closed (domain.md 5.7).
func (e Entity) PostingDay(d day.Day) day.Day { return max(d, e.OpenFrom) }

// Warnings are the mentions an invoice of the entity lacks.
func (e Entity) Warnings() []string {
	out := []string{} // a list in JSON, also when nothing lacks
	if e.LegalID == "" {
		out = append(out, "seller.legal_id_missing")
	}
	if e.TaxID == "" && e.Tax == "standard" {
		out = append(out, "seller.tax_id_missing")
	}
	if e.Street == "" || e.City == "" {
		out = append(out, "seller.address_missing")
	}
	return out
}

// home is what a country implies until somebody says otherwise.
func home(country, region string) (zone, province string) {
	switch country {
	case "FR", "MC":
		return "Europe/Paris", region
	case "CA":
		if region == "" {
			region = "QC"
		}
		return "America/Toronto", region
	case "US":
		return "America/New_York", region
	}
	if z, ok := capitals[strings.ToUpper(country)]; ok {
		return z, region
	}
	return "UTC", region
}

// ZoneOf is the time zone of a place, as far as we know it: that of its capital,
// of the province in Canada; UTC elsewhere.
func ZoneOf(country, region string) string {
	if z, ok := provinces[region]; ok && country == "CA" {
		return z
	}
	z, _ := home(country, region)
	return z
}

var provinces = map[string]string{
	"BC": "America/Vancouver", "AB": "America/Edmonton", "SK": "America/Regina", "MB": "America/Winnipeg",
	"NB": "America/Halifax", "NS": "America/Halifax", "PE": "America/Halifax", "NL": "America/St_Johns",
}

var capitals = map[string]string{
	"BE": "Europe/Brussels", "CH": "Europe/Zurich", "DE": "Europe/Berlin", "ES": "Europe/Madrid", "GB": "Europe/London",
	"IE": "Europe/Dublin", "IT": "Europe/Rome", "LU": "Europe/Luxembourg", "NL": "Europe/Amsterdam", "PT": "Europe/Lisbon",
}
