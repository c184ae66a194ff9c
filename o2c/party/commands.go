package party

import (
	"strings"

	"encaisse/base/day"
	"encaisse/base/db"
	"encaisse/base/money"
	"encaisse/base/words"
)

// New is what a customer starts with. Cells of a file and fields of a request
// have the same names.
type New struct {
	Number         string         `json:"number" minLength:"1" maxLength:"60"`
	Name           string         `json:"name" minLength:"1" maxLength:"200"`
	Country        string         `json:"country" minLength:"2" maxLength:"2" doc:"ISO 3166-1 alpha-2"`
	Region         string         `json:"region,omitempty" maxLength:"10"`
	Street         string         `json:"street,omitempty" maxLength:"300"`
	Postcode       string         `json:"postcode,omitempty" maxLength:"20"`
	City           string         `json:"city,omitempty" maxLength:"100"`
	Email          string         `json:"email,omitempty" maxLength:"200"`
	Language       string         `json:"language,omitempty" maxLength:"10"`
	Currency       money.Currency `json:"currency"`
	Terms          string         `json:"terms" doc:"net30, eom30, eom30.10, eomA45, eomB45, 2/10net30, 30%net0+70%net30"`
	Billing        string         `json:"billing,omitempty" maxLength:"20" doc:"when orders are invoiced: shipment (when left out), manual, month, order, deposit30, milestone5"`
	TaxID          string         `json:"tax_id,omitempty" maxLength:"40"`
	VATConfirmedOn day.Day        `json:"vat_confirmed_on,omitempty" doc:"day the register confirmed the VAT number"`
	LegalID        string         `json:"legal_id,omitempty" maxLength:"40"`
	Group          string         `json:"group,omitempty" maxLength:"60" doc:"number of the customer group whose credit is watched together"`
	PORequired     bool           `json:"po_required,omitempty" doc:"orders need the customer's purchase order number"`
	SendBy         string         `json:"send_by,omitempty" enum:"mail,none," doc:"how invoices and credit notes reach the customer of themselves: mail when left out, if there is an address"`
	DepositForm    string         `json:"deposit_form,omitempty" enum:"lines,prepaid," doc:"how invoices issued from now on say what deposits paid of them: as lines below zero, or as already paid of the whole sale; as the company does when left out"`
	Seen           string         `json:"seen,omitempty" maxLength:"60" doc:"version of the customer that was read: refused when somebody changed him since"`
	TakenOver      bool           `json:"-"`
	Warned         string         `json:"-"` // what the package above warns of
}

func (in New) customer() Customer {
	c := Customer{Number: in.Number, Country: in.Country, Region: strings.ToUpper(strings.TrimSpace(in.Region)),
		Currency: in.Currency, Terms: in.Terms, Billing: Billing(in.Billing), TaxID: in.TaxID, LegalID: in.LegalID, VATConfirmedOn: in.VATConfirmedOn,
		PORequired: in.PORequired, TakenOver: in.TakenOver, SendBy: in.SendBy, DepositForm: in.DepositForm,
		Words: Words{in.Name, in.Street, in.Postcode, in.City, in.Email}}
	c.Language = words.ParseLanguage(in.Language)
	if in.Language == "" {
		c.Language = native(c.Country, c.Region)
	}
	return c
}

// native is the language of a customer who named none.
func native(country, region string) words.Language {
	switch {
	case country == "CA" && region == "QC":
		return words.Quebecois
	case country == "FR", country == "MC", country == "LU", country == "BE":
		return words.French
	}
	return words.English
}

// Create adds a customer. What the command's package above adds (credit) is
// told the group that was made, if one was.
func Create(w *db.Write, in New) (c Customer, newGroup db.ID, err error) {
	c = in.customer()
	if c.Billing == "" {
		c.Billing = OnShipment
	}
	if c.SendBy == "" {
		c.SendBy = ByMail
	}
	if err := c.check(); err != nil {
		return c, 0, err
	}
	c.Warnings = strings.TrimSpace(c.Warnings + " " + in.Warned)
	c.ID, c.Version = w.NewID(), 1
	c.Root = c.ID
	if in.Group != "" {
		id, made, err := group(w, strings.TrimSpace(in.Group))
		if err != nil {
			return c, 0, err
		}
		if c.Root = id; made {
			newGroup = id
		}
	}
	insert(w, c)
	w.Emit("party.created", known{c.Country, c.Currency, strings.Fields(c.Warnings), ""}, db.Obj("customer", c.ID))
	return c, newGroup, nil
}

// Membership is the holder of the credit row that will guard a customer: the
// group of that number, made when it is new, or himself when it is empty.
// Groups have no groups, so that nobody is his own.
func Membership(w *db.Write, c Customer, number string) (root db.ID, made bool, err error) {
	if number = strings.TrimSpace(number); number == "" {
		return c.ID, false, nil
	}
	return group(w, number)
}

// Change replaces a customer's details by number, for who holds his credit row;
// root is the group he is of from now on, or himself.
func Change(w *db.Write, c Customer, in New, root db.ID) (Customer, error) {
	next := in.customer()
	next.ID, next.Number, next.Root, next.Version, next.TakenOver = c.ID, c.Number, root, c.Version, c.TakenOver
	if next.Email == c.Email {
		next.Bounced = c.Bounced
	}
	if next.VATConfirmedOn.IsZero() && next.TaxID == c.TaxID {
		next.VATConfirmedOn = c.VATConfirmedOn
	}
	if next.Billing == "" {
		next.Billing = c.Billing
	}
	if next.SendBy == "" {
		next.SendBy = c.SendBy
	}
	if err := next.check(); err != nil {
		return c, err
	}
	next.Warnings = strings.TrimSpace(next.Warnings + " " + in.Warned)
	if err := c.current(w); err != nil || next == c {
		return c, err
	}
	save(w, next)
	next.Version++
	w.Emit("party.changed", known{next.Country, next.Currency, strings.Fields(next.Warnings), next.Bounced}, db.Obj("customer", c.ID))
	return next, nil
}
