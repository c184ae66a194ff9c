// Package company founds one: what an empty database needs before the first
// document.
package company

import (
	"encaisse/app/access"
	"encaisse/base/db"
	"encaisse/base/refuse"
	"encaisse/base/words"
	"encaisse/o2c/seller"
	"encaisse/o2c/stock"
)

// Warehouse is the code of the one a company starts with.
const Warehouse = "MAIN"

// Administrator is the user a company starts with.
const Administrator = "admin"

// Made is what was founded; the key is shown this once.
type Made struct {
	Entity string  `json:"entity"`
	User   string  `json:"user"`
	Key    *string `json:"key"`
}

// Found makes a legal entity, its warehouse, the administrator and his key.
// Its fiscal year is the calendar year. It refuses company.used where there is
// a company or a user already.
func Found(w *db.Write, in seller.NewEntity) (Made, error) {
	entities, err := seller.All(w.Read)
	if err != nil {
		return Made{}, err
	}
	users, err := access.Users(w.Read, db.Paging{Limit: 1})
	if err != nil {
		return Made{}, err
	}
	if len(entities)+len(users.Items) > 0 {
		return Made{}, refuse.New(refuse.Conflict, "company.used")
	}
	user, err := access.AddUser(w, access.NewUser{Name: Administrator, Language: words.Language(in.Language)})
	if err != nil {
		return Made{}, err
	}
	w.Actor, _ = db.ParseID(access.UserPrefix, user.ID)
	e, err := seller.Create(w, in)
	if err != nil {
		return Made{}, err
	}
	if _, err := stock.AddWarehouse(w, stock.NewWarehouse{Code: Warehouse}); err != nil {
		return Made{}, err
	}
	key, err := access.IssueKey(w, access.NewKey{User: user.ID, Role: access.Admin})
	return Made{Entity: e.ID, User: user.Name, Key: key.Secret}, err
}
