package party

import (
	"strings"

	"encaisse/base/day"
	"encaisse/base/id"
	"encaisse/base/money"
	"encaisse/base/refuse"
	"encaisse/base/words"
)

// Prefix of a customer's id as people see it.
const Prefix = "cus"

// Customer is who buys. Root is the holder of the credit row that guards his
// orders: his group, or himself.
type Customer struct {
	ID             id.ID
	Number         string
	Root           id.ID
	Country        string
	Region         string
	Language       words.Language
	Currency       money.Currency
	Terms          string
	Billing        Billing // of orders that do not say another
	TaxID          string
	LegalID        string
	VATConfirmedOn day.Day // the register confirmed the VAT number from that day on; 0 = never
	PORequired     bool
	Warnings       string // codes, separated by blanks
	TakenOver      bool
	SendBy         string // how his invoices reach him of themselves: mail, none
	DepositForm    string // how they say what deposits paid of them: lines, prepaid; empty: as the company does
	Bounced        string // status with which mail to his address came back for good; "" while it does not
	Version        int64
	Words
}

// Words are the person's words: name and address, which may be erased.
type Words struct {
	Name     string
	Street   string
	Postcode string
	City     string
	Email    string
}

// Address is where a customer has his seat.
func (c Customer) Address() words.Address {
	return words.Address{Street: c.Street, Postcode: c.Postcode, City: c.City, Region: c.Region, Country: c.Country}
}

// How a customer's invoices reach him of themselves.
const (
	ByMail = "mail"
	ByNone = "none"
)

// How a customer's invoices say what deposits paid of them, where it is his own way.
const (
	DepositLines = "lines"
	DepositPaid  = "prepaid"
)

// Unreachable is why nobody can write to him by mail: no_address, or bounced
// when what is sent there comes back; "" when one can.
func (c Customer) Unreachable() string {
	switch {
	case c.Email == "":
		return "no_address"
	case c.Bounced != "":
		return "bounced"
	}
	return ""
}

// VATConfirmed reports whether the customer's VAT number counts on a day: one
// not confirmed counts as none (domain.md 4.4).
func (c Customer) VATConfirmed(d day.Day) bool {
	return c.TaxID != "" && !c.VATConfirmedOn.IsZero() && c.VATConfirmedOn <= d
}

// InvoiceWarnings are the mentions an invoice to the customer lacks.
func (c Customer) InvoiceWarnings() []string {
	var out []string
	if c.LegalID == "" && c.Country == "FR" {
		out = append(out, "party.legal_id_missing")
	}
	if c.Street == "" || c.City == "" {
		out = append(out, "party.address_missing")
	}
	return out
}

// check cleans what was typed and refuses what can not be a customer.
func (c *Customer) check() error {
	c.Number, c.Name = strings.TrimSpace(c.Number), strings.TrimSpace(c.Name)
	c.Country = strings.ToUpper(strings.TrimSpace(c.Country))
	r := refuse.New(refuse.Invalid, "party.invalid")
	if c.Number == "" {
		r.At("/number", "party.number_missing")
	}
	if c.Name == "" {
		r.At("/name", "party.name_missing")
	}
	if !IsCountry(c.Country) {
		r.At("/country", "party.country", "country", c.Country)
	}
	if c.Currency == "" {
		r.At("/currency", "party.currency_missing")
	}
	billing, err := ParseBilling(string(c.Billing))
	if err != nil {
		r.At("/billing", "party.billing", "text", string(c.Billing))
	}
	c.Billing = billing
	if c.SendBy != ByMail && c.SendBy != ByNone {
		r.At("/send_by", "party.send_by", "choice", c.SendBy)
	}
	if c.DepositForm != "" && c.DepositForm != DepositLines && c.DepositForm != DepositPaid {
		r.At("/deposit_form", "party.deposit_form", "choice", c.DepositForm)
	}
	if len(r.Fields) > 0 {
		return r
	}
	c.identify()
	return nil
}

// identify checks the digits of the identifiers. A wrong one is a warning that
// stays with the customer, not a refusal: the invoice can still be issued.
func (c *Customer) identify() {
	var warnings []string
	if c.LegalID != "" {
		clean, _, warning := CheckLegalID(c.Country, c.LegalID)
		c.LegalID = clean
		if warning != "" {
			warnings = append(warnings, warning)
		}
	}
	if c.TaxID != "" {
		clean, warning := CheckTaxID(c.Country, c.TaxID)
		c.TaxID = clean
		if warning != "" {
			warnings = append(warnings, warning)
		}
	}
	c.Warnings = strings.Join(warnings, " ")
}

// Calendar holds the public holidays of where the customer is; weekends only
// where we know none.
func (c Customer) Calendar() day.Calendar {
	switch {
	case c.Country == "FR":
		return day.France
	case c.Country == "CA" && c.Region == "QC":
		return day.Quebec
	}
	return ""
}
