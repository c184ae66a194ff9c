package portal

import (
	"encaisse/base/db"
	"encaisse/base/refuse"
	"encaisse/o2c/party"
)

// FindLink is the link of a secret that opens still. It refuses portal.link,
// alike for one that never was.
func FindLink(r *db.Read, secret string) (Link, error) {
	l, err := db.One[Link](r, qLinkByHash, Hash(secret))
	if err == db.ErrNone || err == nil && !l.Good(r.Now().UnixMicro()) {
		return Link{}, refuse.New(refuse.Missing, "portal.link")
	}
	return l, err
}

// LinkFilter asks for links.
type LinkFilter struct {
	db.Paging
	Customer string `query:"customer" json:"customer,omitempty" doc:"id or number"`
}

// Links pages through the links of a company, oldest first.
func Links(r *db.Read, in LinkFilter) (db.Page[LinkView], error) {
	out := db.Page[LinkView]{Items: []LinkView{}}
	after, err := in.First()
	if err != nil {
		return out, err
	}
	customer, err := party.Only(r, in.Customer)
	if err != nil {
		return out, err
	}
	rows, err := db.All[Link](r, qLinks, r.Entity, after, customer, in.Rows()+1)
	if err != nil {
		return out, err
	}
	return db.Shown(db.Paged(in.Paging, rows, func(l Link) db.ID { return l.ID }), func(l Link) (LinkView, error) {
		c, err := party.Load(r, l.Customer)
		if err != nil {
			return LinkView{}, err
		}
		return l.view(r, c)
	})
}
