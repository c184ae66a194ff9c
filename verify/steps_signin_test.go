package verify_test

import (
	"context"
	"fmt"
	"math/rand/v2"

	"encaisse/app"
	"encaisse/app/access"
	"encaisse/base/db"
	"encaisse/base/refuse"
	"encaisse/o2c/letter"
	"encaisse/o2c/outbox"
)

// keeper is who keeps the users: one who has asked, or a second person.
func keeper(r *rand.Rand, as db.As) app.Call {
	return app.Call{Caller: app.Caller{User: pick(r, clerk, clerk, manager), Role: access.Admin, Entity: as.Entity}}
}

// onUser does something to one of the latest users.
func onUser(do func(w *world, r *rand.Rand, as db.As, user string) error) func(*world, *rand.Rand, db.As) error {
	return func(w *world, r *rand.Rand, as db.As) error {
		user, err := w.some(r, as, "user", access.UserPrefix)
		if err != nil {
			return err
		}
		if err = do(w, r, as, user); refuse.Code(err) == "db.stale" {
			return errNothing // of two who change how he signs in at once the second is told
		}
		return err
	}
}

// moveEmail gives a user an address, another one, or none.
func moveEmail(w *world, r *rand.Rand, as db.As, user string) error {
	email := pick(r, "", fmt.Sprintf("u%d@exemple.fr", r.IntN(6)), fmt.Sprintf("u%d@exemple.fr", w.count.Add(1)))
	_, err := app.SetEmail.Do(context.Background(), w.a, keeper(r, as), access.NewEmail{User: user, Email: email})
	return err
}

// moveKey makes a user a key, or ends one.
func moveKey(w *world, r *rand.Rand, as db.As, user string) error {
	if r.IntN(3) == 0 {
		id, err := w.some(r, as, "key", access.KeyPrefix)
		if err == nil {
			_, err = app.RevokeKey.Do(context.Background(), w.a, keeper(r, as), access.KeyRef{ID: id})
		}
		return err
	}
	_, err := app.CreateKey.Do(context.Background(), w.a, keeper(r, as), access.NewKey{User: user, Role: pick(r, access.Sales, access.Warehouse, access.Collections, access.Cash)})
	return err
}

// byIdentity invites a user by his identity elsewhere.
func byIdentity(w *world, r *rand.Rand, as db.As, user string) error {
	_, err := app.InviteIdentity.Do(context.Background(), w.a, keeper(r, as), access.NewIdentity{User: user, Email: fmt.Sprintf("id%d@exemple.fr", r.IntN(20))})
	return err
}

// moveFactor gives a user a second factor, names one, ends one or all.
func moveFactor(w *world, r *rand.Rand, as db.As, user string) error {
	id, _ := db.ParseID(access.UserPrefix, user)
	if r.IntN(8) == 0 {
		_, err := app.ResetFactors.Do(context.Background(), w.a, keeper(r, as), access.UserRef{User: user})
		return err
	}
	return do(w, as, func(x *db.Write) (any, error) {
		list, err := access.FactorsOf(x.Read, id)
		if err != nil {
			return nil, err
		}
		if len(list) == 0 || r.IntN(3) == 0 {
			handle := fmt.Sprint("handle", w.count.Add(1))
			return nil, access.AddFactor(x, access.Vault{}, access.Factor{User: id, Kind: access.Passkey, Handle: []byte(handle)}, []byte("secret"))
		}
		f := list[r.IntN(len(list))]
		if r.IntN(2) == 0 {
			return nil, access.NameFactor(x, id, f.ID, fmt.Sprint("key", r.IntN(4)))
		}
		return nil, access.EndFactor(x, id, f.ID)
	})
}

// demand asks for a second factor of a role, or does not.
func demand(w *world, r *rand.Rand, as db.As) error {
	_, err := app.SetDemand.Do(context.Background(), w.a, keeper(r, as), access.Demand{Role: pick(r, access.Sales, access.Cash, access.Finance), Required: r.IntN(2) == 0})
	return err
}

// comeBack lets a message come back, or be late; or a bad address is good after all.
func comeBack(w *world, r *rand.Rand, as db.As) error {
	if r.IntN(4) == 0 {
		c, err := w.some(r, as, "bounced", "cus")
		if err != nil {
			return err
		}
		return do(w, as, func(x *db.Write) (letter.AddressView, error) { return letter.Trust(x, letter.Account{Customer: c}) })
	}
	id, err := w.some(r, as, "mail", outbox.Prefix)
	if err != nil {
		return err
	}
	in := letter.CameBack{ID: id, Status: pick(r, "5.1.1", "5.2.2", "4.4.7"), Action: pick(r, "", "", outbox.Delayed)}
	err = do(w, as, func(x *db.Write) (letter.ReturnView, error) { return letter.NoteBounce(x, in) })
	if refuse.Code(err) == "outbox.not_left" {
		return errNothing
	}
	return err
}
