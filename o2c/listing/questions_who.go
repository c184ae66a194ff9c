package listing

import (
	"encaisse/base/db"
	"encaisse/base/refuse"
	"encaisse/o2c/party"
)

// who is the customer of a filter: by id or number, else by a name that only
// one has. It refuses party.unknown.
func who(r *db.Read, ref string) (db.ID, error) {
	if ref == "" {
		return 0, nil
	}
	c, err := party.Find(r, ref)
	if refuse.Code(err) != "party.unknown" {
		return c.ID, err
	}
	found, failed := party.Search(r, ref, 2)
	if failed != nil || len(found) != 1 {
		return 0, err
	}
	return found[0], nil
}
