package app

import (
	"context"
	"errors"

	"encaisse/app/access"
	"encaisse/base/db"
	"encaisse/base/refuse"
	"encaisse/base/words"
	"encaisse/o2c/seller"
)

// EntityHeader names the legal entity acted for, by id or name, when the key
// leaves the choice.
const EntityHeader = "Encaisse-Entity"

// as says on whose behalf a call runs.
func (c Call) as() db.As {
	return db.As{Actor: c.User, Role: c.Role, Entity: c.Entity, Request: c.Request, Day: c.Day, Speak: c.Language}
}

// place sets in which days the transaction lives. It is done inside, where the
// cached zone costs no connection.
func place(r *db.Read) (err error) {
	r.Zone, err = seller.Zone(r, r.Entity)
	return err
}

// Identify is the caller behind the secret of an API key, acting for the
// entity of the key, else for the one named (id or name), else for the only
// one there is. It refuses app.key_unknown, app.entity_needed and
// app.entity_forbidden.
func (a *App) Identify(ctx context.Context, secret, entity string) (Caller, error) {
	// A known key costs no connection: every request comes by here.
	if k, ok := access.Known(a.DB, secret); ok {
		if all, ok := seller.Known(a.DB); ok {
			return caller(k, all, entity)
		}
	}
	return db.See(ctx, a.DB, db.As{}, func(r *db.Read) (Caller, error) {
		k, err := access.Find(r, secret)
		if errors.Is(err, db.ErrNone) {
			return Caller{}, refuse.New(refuse.Unauthorized, "app.key_unknown")
		}
		if err != nil {
			return Caller{}, err
		}
		all, err := seller.All(r)
		if err != nil {
			return Caller{}, err
		}
		return caller(k, all, entity)
	})
}

func caller(k access.Holder, all []seller.Entity, entity string) (Caller, error) {
	c := Caller{User: k.User, Name: k.Name, Role: k.Role, Entity: k.Entity, Customer: k.Customer, Language: words.Language(k.Language)}
	return c, c.settle(all, entity)
}

// Act is a user by name in a role, without a key: for who holds the database
// itself, that is the command line, imports, scenarios.
func (a *App) Act(ctx context.Context, user, role, entity string) (Caller, error) {
	return db.See(ctx, a.DB, db.As{}, func(r *db.Read) (Caller, error) {
		u, err := access.Named(r, user)
		if err != nil {
			return Caller{}, err
		}
		c := Caller{User: u.ID, Name: u.Name, Role: role, Language: words.Language(u.Language)}
		all, err := seller.All(r)
		if err != nil {
			return c, err
		}
		return c, c.settle(all, entity)
	})
}

// settle decides which legal entity the caller acts for.
func (c *Caller) settle(all []seller.Entity, named string) error {
	if c.Entity != 0 && named == "" {
		return nil
	}
	if named == "" {
		switch len(all) {
		case 0: // a company in the making
		case 1:
			c.Entity = all[0].ID
		default:
			return refuse.New(refuse.Invalid, "app.entity_needed", "header", EntityHeader)
		}
		return nil
	}
	id, _ := db.ParseID(seller.Prefix, named)
	for _, e := range all {
		if e.ID != id && e.Name != named {
			continue
		}
		if c.Entity != 0 && c.Entity != e.ID {
			break
		}
		c.Entity = e.ID
		return nil
	}
	return refuse.New(refuse.Forbidden, "app.entity_forbidden", "entity", named)
}
