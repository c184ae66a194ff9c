package verify_test

import (
	"context"
	"testing"

	"encaisse/app/access"
	"encaisse/base/db"
	"encaisse/base/db/dbtest"
)

var forgedEmails = []*db.Stmt{
	db.Q("test.email.other", `update user_email set email = 'evil@exemple.fr'`),
	db.Q("test.email.lose", `delete from user_email`),
	db.Q("test.email.give", `insert into user_email (user_id, email) select max(id), 'evil@exemple.fr' from app_user`),
	db.Q("test.email.whose", `update user_email set user_id = (select max(id) from app_user)`),
}

// Who has himself written to in another's place in the database is found.
func TestForgedAddressesAreFound(t *testing.T) {
	dbtest.Both(t, func(t *testing.T, url string) {
		w := found(t, url)
		_, err := db.Do(context.Background(), w.a.DB, w.as[0], func(x *db.Write) (any, error) {
			u, err := access.AddUser(x, access.NewUser{Name: "anne", Email: "anne@exemple.fr"})
			if err != nil {
				return nil, err
			}
			for _, to := range []string{"", "a.nne@exemple.fr"} {
				if _, err := access.SetEmail(x, access.NewEmail{User: u.ID, Email: to}); err != nil {
					return nil, err
				}
			}
			_, err = access.AddUser(x, access.NewUser{Name: "nobody"})
			return nil, err
		})
		if err != nil {
			t.Fatal(err)
		}
		w.check(0)
		w.finds(forgedEmails)
	})
}
