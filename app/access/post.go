package access

import (
	"cmp"
	"slices"

	"encaisse/base/db"
	"encaisse/base/refuse"
	"encaisse/o2c/approval"
	"encaisse/o2c/seller"
)

var (
	qRoleAdd = db.Q("access.role.add", `insert into user_role (user_id, role, entity) values ($1,$2,$3) on conflict (user_id, role, entity) do nothing`)
	qRoleEnd = db.Q("access.role.end", `delete from user_role where user_id = $1 and role = $2 and entity = $3`)
	// who else may decide about roles: by a role to sign in with, or by a key
	qDeciders = db.Q("access.role.deciders", `select count(*) from app_user u where not u.disabled and u.id <> $1 and u.id <> $2 and (
		exists (select 1 from user_role p where p.user_id = u.id and (p.role = 'finance' or p.role = 'admin')) or
		exists (select 1 from api_key k where k.user_id = u.id and (k.role = 'finance' or k.role = 'admin') and k.revoked = 0))`).Scans()
	qRolesOf = db.Q("access.role.of", `select role, entity from user_role where user_id = $1`)
)

// Post is what a user may sign in as: a role, for one legal entity or (0) all.
type Post struct {
	Role   string
	Entity db.ID
}

// NewPost gives a user a role to sign in with, or takes it away.
type NewPost struct {
	User   string `path:"user" json:"-" doc:"id or name"`
	Role   string `json:"role" enum:"sales,credit,credit_manager,warehouse,billing,collections,cash,finance,auditor,admin"`
	Entity string `json:"entity,omitempty" doc:"id or name of the only legal entity; every one when left out"`
}

// PostView is what a user may sign in as.
type PostView struct {
	User   string  `json:"user"`
	Role   string  `json:"role"`
	Entity *string `json:"entity"`
	Group  bool    `json:"group" doc:"it comes with a group of his identity elsewhere, and goes with it"`
}

// roles is the kind of giving a user a role: always two people (quality S17),
// and he is neither of them.
var roles = approval.Register(approval.Kind{Name: "user.role", Ladder: approval.FinanceLadder})

// AllowRole lets a user sign in with a role, with a second person. It refuses
// access.user, access.role and entities that are not there. Doing it again
// changes nothing. A role is taken away by one person: that never waits.
func AllowRole(w *db.Write, in NewPost) (PostView, error) {
	u, e, err := who(w.Read, in)
	if err != nil {
		return PostView{}, err
	}
	had, err := PostsOf(w.Read, u.ID)
	if err != nil {
		return PostView{}, err
	}
	if !slices.Contains(had, Post{in.Role, e}) {
		if err := second(w, u, in, had); err != nil {
			return PostView{}, err
		}
	}
	return Appoint(w, in)
}

// second wants a second person, when there is one who may decide: in a company
// in the making nobody else has a role yet.
func second(w *db.Write, u Account, in NewPost, had []Post) error {
	was := []string{}
	for _, p := range had {
		was = append(was, p.Role)
	}
	ask := approval.Ask{Kind: roles, Subject: u.ID, Object: "user", Number: u.Name, Maker: u.ID, Always: true, Replaces: true, Stamp: db.JSON([]any{was, in.Role, in.Entity}),
		Detail: map[string]any{"was": was, "now": append(slices.Clone(was), in.Role)}}
	_, err := two(w, u.ID, ask)
	return err
}

// two wants a second person who may decide about roles: neither who asks nor
// whom it is about. While there is none that is a fact instead.
func two(w *db.Write, about db.ID, ask approval.Ask) (approval.Given, error) {
	others, err := db.One[int64](w.Read, qDeciders, w.Actor, about)
	if err != nil {
		return approval.Given{}, err
	}
	if others == 0 {
		approval.Waive(w, ask)
		return approval.Given{}, nil
	}
	return approval.Need(w, ask)
}

// Appoint is AllowRole without a second person, for who makes a company.
func Appoint(w *db.Write, in NewPost) (PostView, error) {
	out, _, err := post(w, in, qRoleAdd, true)
	return out, err
}

// EndRole takes a role away; who is signed in with it is signed out. Doing it
// again changes nothing.
func EndRole(w *db.Write, in NewPost) (PostView, error) {
	out, changed, err := post(w, in, qRoleEnd, false)
	if err != nil || !changed {
		return out, err
	}
	user, _ := db.ParseID(UserPrefix, out.User)
	w.Exec(qSessionsEndRole, user, in.Role, w.Now().UnixMicro())
	sessions.Drop(w)
	return out, w.Err()
}

// who is the user and the legal entity that a post names.
func who(r *db.Read, in NewPost) (Account, db.ID, error) {
	if !isRole(in.Role) || in.Role == Customer {
		return Account{}, 0, refuse.New(refuse.Invalid, "access.role", "role", in.Role).At("/role", "access.role", "role", in.Role)
	}
	u, err := Named(r, in.User)
	if err != nil {
		return Account{}, 0, err
	}
	if err := noGuest(r, u.ID, in.Role); err != nil {
		return Account{}, 0, err
	}
	e, err := entity(r, in.Entity)
	return u, e, err
}

// post gives a role or takes it away, and says whether that changed anything.
func post(w *db.Write, in NewPost, q *db.Stmt, give bool) (PostView, bool, error) {
	u, e, err := who(w.Read, in)
	if err != nil {
		return PostView{}, false, err
	}
	out := PostView{User: u.ID.Text(UserPrefix), Role: in.Role, Entity: text(seller.Prefix, e)}
	had, err := PostsOf(w.Read, u.ID)
	if err != nil {
		return out, false, err
	}
	grouped, err := db.All[string](w.Read, qByGroup, u.ID)
	if err != nil {
		return out, false, err
	}
	own := slices.Contains(had, Post{in.Role, e}) && (e != 0 || !give || !slices.Contains(grouped, in.Role)) // what a group gave can become his own
	if own == give {
		return out, false, nil
	}
	w.Exec(q, u.ID, in.Role, e)
	said := groupFact{Role: in.Role, Entity: e}
	if e == 0 { // what people decide is theirs, whatever a group gave
		w.Exec(qByGroupEnd, u.ID, in.Role)
		said.By = byPerson
	}
	approval.Joined(w)
	if give {
		w.Emit("user.role_given", said, db.Obj("user", u.ID))
	} else {
		w.Emit("user.role_ended", said, db.Obj("user", u.ID))
	}
	return out, true, w.Err()
}

// PostsOf are what a user may sign in as, in the order of the cycle.
func PostsOf(r *db.Read, user db.ID) ([]Post, error) {
	list, err := db.All[Post](r, qRolesOf, user)
	order := Roles()
	slices.SortFunc(list, func(a, b Post) int {
		return cmp.Or(cmp.Compare(slices.Index(order, a.Role), slices.Index(order, b.Role)), cmp.Compare(a.Entity, b.Entity))
	})
	return list, err
}
