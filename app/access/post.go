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
}

// AllowRole lets a user sign in with a role. It refuses access.user, access.role
// and entities that are not there. Doing it again changes nothing.
func AllowRole(w *db.Write, in NewPost) (PostView, error) {
	return post(w, in, qRoleAdd, "user.role_given")
}

// EndRole takes a role away; who is signed in with it is signed out.
func EndRole(w *db.Write, in NewPost) (PostView, error) {
	out, err := post(w, in, qRoleEnd, "user.role_ended")
	if err != nil {
		return out, err
	}
	user, _ := db.ParseID(UserPrefix, out.User)
	w.Exec(qSessionsEndRole, user, in.Role, w.Now().UnixMicro())
	sessions.Drop(w)
	return out, w.Err()
}

func post(w *db.Write, in NewPost, q *db.Stmt, fact string) (PostView, error) {
	if !isRole(in.Role) || in.Role == Customer {
		return PostView{}, refuse.New(refuse.Invalid, "access.role", "role", in.Role).At("/role", "access.role", "role", in.Role)
	}
	u, err := Named(w.Read, in.User)
	if err != nil {
		return PostView{}, err
	}
	if err := noGuest(w.Read, u.ID, in.Role); err != nil {
		return PostView{}, err
	}
	e, err := entity(w.Read, in.Entity)
	if err != nil {
		return PostView{}, err
	}
	w.Exec(q, u.ID, in.Role, e)
	approval.Joined(w)
	w.Emit(fact, keyFact{in.Role}, db.Obj("user", u.ID))
	return PostView{u.ID.Text(UserPrefix), in.Role, text(seller.Prefix, e)}, w.Err()
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
