package seller

import (
	"strings"

	"encaisse/base/db"
	"encaisse/base/refuse"
)

// ByID asks for one entity.
type ByID struct {
	ID string `path:"id" json:"-" doc:"id or name"`
}

// Show returns one entity.
func Show(r *db.Read, in ByID) (View, error) {
	e, err := find(r, in.ID)
	return view(e), err
}

// None is a question without a field.
type None struct{}

// List returns every entity.
func List(r *db.Read, _ None) (db.Page[View], error) {
	all, err := All(r)
	page := db.Page[View]{Items: []View{}}
	for _, e := range all {
		page.Items = append(page.Items, view(e))
	}
	return page, err
}

func find(r *db.Read, ref string) (Entity, error) {
	all, err := All(r)
	if err != nil {
		return Entity{}, err
	}
	id, _ := db.ParseID(Prefix, ref)
	for _, e := range all {
		if e.ID == id || e.Name == ref {
			return e, nil
		}
	}
	return Entity{}, refuse.New(refuse.Missing, "seller.unknown", "entity", ref)
}

// Paid is a company before and after a change of how it is paid.
func Paid(r *db.Read, in Details) (was, now Entity, err error) {
	if was, err = find(r, in.ID); err != nil {
		return was, now, err
	}
	if now = was; in.IBAN != nil {
		now.IBAN = strings.TrimSpace(*in.IBAN)
	}
	return was, now, in.ways(&now)
}
