package paper

import (
	"encaisse/base/db"
	"encaisse/o2c/party"
	"encaisse/o2c/seller"
)

// ContactIn asks how a customer reaches the company.
type ContactIn struct {
	Customer string `path:"customer" json:"-" doc:"id or number"`
	Invoice  string `query:"invoice" json:"invoice,omitempty" scope:"document" doc:"id; it changes nothing"`
}

// Contact is how a customer reaches the company.
type Contact struct {
	Name    string `json:"name"`
	Street  string `json:"street"`
	Place   string `json:"place"`
	Address string `json:"address" doc:"both in one line, with the country where that is not the customer's"`
	Phone   string `json:"phone"`
	Email   string `json:"email"`
	Website string `json:"website"`
	Logo    string `json:"logo" doc:"SHA-256 of the company's logo (portal.logo); empty: it has none"`
}

// ContactOf says how a customer reaches the company.
func ContactOf(r *db.Read, in ContactIn) (Contact, error) {
	e, err := seller.Of(r)
	if err != nil {
		return Contact{}, err
	}
	from := e.Country
	if in.Customer != "" {
		c, err := party.Find(r, in.Customer)
		if err != nil {
			return Contact{}, err
		}
		from = c.Country
	}
	h, err := headOf(r, e.ID)
	if err != nil {
		return Contact{}, err
	}
	logo, err := logoHash(r, e.ID)
	return Contact{e.Name, e.Street, e.Address().Town(), e.Address().From(from, r.Speak), h.Phone, h.Email, h.Website, logo}, err
}
