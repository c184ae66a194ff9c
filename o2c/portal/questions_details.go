package portal

import (
	"encaisse/base/db"
	"encaisse/base/words"
	"encaisse/o2c/dunning"
	"encaisse/o2c/outbox"
	"encaisse/o2c/party"
	"encaisse/o2c/seller"
)

var qPeople = db.Q("portal.people", `select u.name, p.customer <> $1 from portal_user p join app_user u on u.id = p.user_id
	where p.invited and not u.disabled and (p.customer = $1 or p.whole and p.customer in (select id from customer where root = $2)) and p.entity = $3 order by u.name limit 200`)

// DetailsIn asks what a company knows of a customer.
type DetailsIn struct {
	Customer string `path:"customer" json:"-" doc:"id or number"`
}

// Details are what a company knows of a customer, as he may check it, and who
// looks after him there.
type Details struct {
	Customer  string              `json:"customer"`
	Name      string              `json:"name"`
	Street    string              `json:"street"`
	Postcode  string              `json:"postcode"`
	City      string              `json:"city"`
	Country   string              `json:"country"`
	Region    string              `json:"region"`
	LegalID   string              `json:"legal_id"`
	TaxID     string              `json:"tax_id"`
	Language  words.Language      `json:"language" doc:"he is written to in"`
	Email     string              `json:"email" doc:"he is written to"`
	Bounced   bool                `json:"bounced" doc:"mail to that address comes back"`
	Invoices  string              `json:"invoices" doc:"how invoices and credit notes reach him of themselves: mail, none"`
	Reminders string              `json:"reminders" doc:"how he is reminded: mail, or post where no mail reaches him"`
	Addresses []party.AddressView `json:"addresses" doc:"of delivery"`
	People    []PersonView        `json:"people" doc:"who may sign in here for him"`
	Followers []FollowerView      `json:"followers" doc:"who looks after him at the company today: his collector and who stands in for him; nobody when he has none"`
}

// Address is where he has his seat.
func (d Details) Address() words.Address {
	return words.Address{Street: d.Street, Postcode: d.Postcode, City: d.City, Region: d.Region, Country: d.Country}
}

// PersonView is who may sign in for a customer.
type PersonView struct {
	Email string `json:"email"`
	Group bool   `json:"group" doc:"invited by another account of the group, for all of them"`
}

// FollowerView is who looks after a customer.
type FollowerView struct {
	Name  string `json:"name"`
	Email string `json:"email"`
}

// ShowDetails says what a company knows of a customer.
func ShowDetails(r *db.Read, in DetailsIn) (Details, error) {
	e, err := seller.Of(r)
	if err != nil {
		return Details{}, err
	}
	c, err := party.Find(r, in.Customer)
	if err != nil {
		return Details{}, err
	}
	out := Details{Customer: c.Number, Name: c.Name, Street: c.Street, Postcode: c.Postcode, City: c.City, Country: c.Country, Region: c.Region, LegalID: c.LegalID, TaxID: c.TaxID,
		Language: c.Language, Email: c.Email, Bounced: c.Bounced != "", Invoices: party.ByNone, Reminders: "post", People: []PersonView{}, Followers: []FollowerView{}}
	if outbox.ByMail(e, c) {
		out.Invoices = party.ByMail
	}
	if c.Unreachable() == "" {
		out.Reminders = party.ByMail
	}
	if out.Addresses, err = party.Addresses(r, party.OfCustomer{Customer: in.Customer}); err != nil {
		return out, err
	}
	people, err := db.All[PersonView](r, qPeople, c.ID, c.Root, e.ID)
	if err != nil {
		return out, err
	}
	out.People = append(out.People, people...)
	followers, err := dunning.Followers(r, c.ID)
	for _, f := range followers {
		out.Followers = append(out.Followers, FollowerView{f.Name, f.Email})
	}
	return out, err
}
