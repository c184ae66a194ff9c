// Package access knows the users of a company and their API keys: who may come
// in. What each role may do is the table in package app.
package access

import (
	"strings"

	"encaisse/base/db"
	"encaisse/base/refuse"
	"encaisse/base/words"
	"encaisse/o2c/approval"
)

// UserPrefix and KeyPrefix begin the ids of users and of keys.
const (
	UserPrefix = "usr"
	KeyPrefix  = "key"
)

// NewUser is a user to be.
type NewUser struct {
	Name     string         `json:"name" minLength:"1" maxLength:"100" doc:"unique; how the user is named elsewhere"`
	Language words.Language `json:"language,omitempty" enum:"fr,fr-CA,en" doc:"fr when left out"`
	Email    string         `json:"email,omitempty" maxLength:"254" doc:"where invitations are sent; one user’s alone"`
}

// User is a user as doors show it.
type User struct {
	ID       string         `json:"id"`
	Name     string         `json:"name"`
	Language words.Language `json:"language"`
	Disabled bool           `json:"disabled"`
	Email    string         `json:"email" doc:"empty: none"`
}

// AddUser adds a user; what he may do is said by his keys. It refuses
// access.name, access.email, unique.app_user_name and unique.user_email_address.
func AddUser(w *db.Write, in NewUser) (User, error) {
	name := strings.TrimSpace(in.Name)
	if name == "" || strings.HasPrefix(name, UserPrefix+"_") {
		return User{}, refuse.New(refuse.Invalid, "access.name").At("/name", "access.name")
	}
	if in.Language == "" {
		in.Language = words.French
	}
	email, err := addressed(in.Email)
	if err != nil {
		return User{}, err
	}
	u := Account{ID: w.NewID(), Name: name, Language: words.ParseLanguage(string(in.Language))}
	w.Exec(qUserAdd, u.ID, u.Name, u.Language, false)
	approval.Joined(w)
	w.Emit("user.added", struct{}{}, db.Obj("user", u.ID))
	if email != "" {
		u = keepEmail(w, u, email)
	}
	return u.view(), nil
}

// Users lists the users, oldest first.
func Users(r *db.Read, in db.Paging) (db.Page[User], error) {
	after, err := in.First()
	if err != nil {
		return db.Page[User]{}, err
	}
	rows, err := db.All[Account](r, qUsers, after, in.Rows()+1)
	if err != nil {
		return db.Page[User]{}, err
	}
	page := db.Paged(in, rows, func(u Account) db.ID { return u.ID })
	out := db.Page[User]{Items: []User{}, Next: page.Next}
	for _, u := range page.Items {
		out.Items = append(out.Items, u.view())
	}
	return out, nil
}

func (u Account) view() User {
	return User{u.ID.Text(UserPrefix), u.Name, u.Language, u.Disabled, u.Email}
}
