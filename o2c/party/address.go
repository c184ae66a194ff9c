package party

import (
	"strings"

	"encaisse/base/id"
	"encaisse/base/refuse"
)

// AddressPrefix of a delivery address's id as people see it.
const AddressPrefix = "adr"

// Address is where a customer wants goods delivered, known by a code of his.
type Address struct {
	ID       id.ID
	Customer id.ID
	Code     string
	Country  string
	Region   string
	Name     string
	Street   string
	Postcode string
	City     string
	Version  int64
}

// NewAddress is a delivery address of a customer.
type NewAddress struct {
	Customer string `path:"customer" json:"-" doc:"id or number"`
	Code     string `json:"code" minLength:"1" maxLength:"30"`
	Name     string `json:"name,omitempty" maxLength:"200"`
	Street   string `json:"street,omitempty" maxLength:"300"`
	Postcode string `json:"postcode,omitempty" maxLength:"20"`
	City     string `json:"city,omitempty" maxLength:"100"`
	Country  string `json:"country" minLength:"2" maxLength:"2" doc:"ISO 3166-1 alpha-2"`
	Region   string `json:"region,omitempty" maxLength:"10"`
}

// address is what the input says, cleaned.
func (in NewAddress) address(c Customer) (Address, error) {
	a := Address{Customer: c.ID, Code: strings.TrimSpace(in.Code), Country: strings.ToUpper(strings.TrimSpace(in.Country)),
		Region: strings.ToUpper(strings.TrimSpace(in.Region)), Name: strings.TrimSpace(in.Name), Street: strings.TrimSpace(in.Street),
		Postcode: strings.TrimSpace(in.Postcode), City: strings.TrimSpace(in.City)}
	r := refuse.New(refuse.Invalid, "party.address_invalid")
	if a.Code == "" {
		r.At("/code", "party.address_code")
	}
	if !IsCountry(a.Country) {
		r.At("/country", "party.country", "country", in.Country)
	}
	if len(r.Fields) > 0 {
		return a, r
	}
	return a, nil
}
