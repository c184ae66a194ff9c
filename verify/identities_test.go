package verify_test

import (
	"context"
	"testing"

	"encaisse/app/access"
	"encaisse/base/db"
	"encaisse/base/db/dbtest"
)

var forgedIdentities = []*db.Stmt{
	db.Q("test.identity.email", `update identity_invite set email = 'evil@exemple.fr'`),
	db.Q("test.identity.user", `update identity_invite set user_id = (select max(id) from app_user)`),
	db.Q("test.identity.add", `insert into identity_invite (id, user_id, email, ends, used) select id + 1, user_id, 'evil@exemple.fr', ends, used from identity_invite`),
	db.Q("test.identity.keep", `delete from role_by_group where role = 'cash'`),
	db.Q("test.identity.lose", `delete from user_role where role = 'cash' and user_id in (select user_id from role_by_group)`),
	db.Q("test.identity.give", `insert into role_by_group (user_id, role) select user_id, 'sales' from role_by_group where role = 'cash'`),
	db.Q("test.identity.other", `update role_by_group set user_id = (select max(id) from app_user)`),
}

// Who invites himself in the database, or makes a role of a group his own, is found.
func TestForgedIdentitiesAreFound(t *testing.T) {
	dbtest.Both(t, func(t *testing.T, url string) {
		w := found(t, url)
		_, err := db.Do(context.Background(), w.a.DB, w.as[0], func(x *db.Write) (any, error) {
			u, err := access.AddUser(x, access.NewUser{Name: "of a group"})
			if err != nil {
				return nil, err
			}
			if _, err := access.AddUser(x, access.NewUser{Name: "of none"}); err != nil {
				return nil, err
			}
			if _, err := access.InviteIdentity(x, access.NewIdentity{User: u.ID, Email: "him@exemple.fr"}); err != nil {
				return nil, err
			}
			id, _ := db.ParseID(access.UserPrefix, u.ID)
			for _, roles := range [][]string{{access.Warehouse, access.Collections}, {access.Cash, access.Warehouse}} {
				if err := access.Grouped(x, id, roles); err != nil {
					return nil, err
				}
			}
			_, err = access.Appoint(x, access.NewPost{User: u.ID, Role: access.Warehouse}) // a person's now
			return nil, err
		})
		if err != nil {
			t.Fatal(err)
		}
		w.check(0)
		w.finds(forgedIdentities)
	})
}
