package access

import (
	"time"

	"encaisse/base/db"
	"encaisse/base/refuse"
	"encaisse/o2c/approval"
	"encaisse/o2c/seller"
)

var (
	// customers' own users are not of the house
	qStaff = db.Q("access.staff", `select u.id, u.name, u.language, u.disabled, coalesce(m.email, ''), exists (select 1 from password p where p.user_id = u.id),
		coalesce((select max(i.ends) from invitation i where i.user_id = u.id and i.used = 0), 0), coalesce((select max(s.seen) from session s where s.user_id = u.id), 0),
		(select count(*) from api_key k where k.user_id = u.id and k.revoked = 0)
		from app_user u left join user_email m on m.user_id = u.id where u.id > $1 and not exists (select 1 from portal_user g where g.user_id = u.id) order by u.id limit $2`)
	qPosts = db.Q("access.staff.posts", `select p.user_id, p.role, p.entity, (select count(*) from role_by_group g where g.user_id = p.user_id and g.role = p.role and p.entity = 0)
		from user_role p where p.user_id >= $1 and p.user_id <= $2`)
	qSuspend = db.Q("access.user.suspend", `update app_user set disabled = $2 where id = $1 and disabled <> $2`)
	qKeys    = db.Q("access.key.list", `select k.id, u.name, k.role, coalesce(k.entity, 0), coalesce(c.number, ''), k.revoked,
		(select count(*) from key_owed o where o.key_id = k.id and o.user_id = $3 and o.ends >= $4 and k.revoked = 0)
		from api_key k join app_user u on u.id = k.user_id left join customer c on c.id = k.customer where k.id > $1 order by k.id limit $2`)
)

// Pair is two roles that one person had better not have together: what the
// one does the other is to watch (quality S17).
type Pair struct {
	Roles [2]string `json:"roles"`
	Why   string    `json:"why" doc:"limits, losses, deliveries, credit_notes"`
}

// Incompatible are the pairs. Who has one is shown with it; four eyes hold in
// any case.
var Incompatible = []Pair{
	{[2]string{Sales, CreditManager}, "limits"},
	{[2]string{Cash, Finance}, "losses"},
	{[2]string{Sales, Warehouse}, "deliveries"},
	{[2]string{Billing, Cash}, "credit_notes"},
}

// clashes are the pairs among roles.
func clashes(roles map[string]bool) []Pair {
	out := []Pair{}
	for _, p := range Incompatible {
		if roles[p.Roles[0]] && roles[p.Roles[1]] {
			out = append(out, p)
		}
	}
	return out
}

// Member is a user of the house, with all that decides what he can do.
type Member struct {
	User
	Password bool       `json:"password" doc:"he chose one"`
	Invited  *time.Time `json:"invited" doc:"until when his link is good; null: none is open"`
	Seen     *time.Time `json:"seen" doc:"last sign of life in a session; null: none lately"`
	Keys     int64      `json:"keys" doc:"API keys that open"`
	Roles    []PostView `json:"roles"`
	Clashes  []Pair     `json:"clashes" doc:"roles he had better not have together"`
}

type member struct {
	Account
	Password            bool
	Invited, Seen, Keys int64
}

// StaffIn asks for the users of the house.
type StaffIn struct {
	db.Paging
	User string `query:"user" json:"user,omitempty" doc:"id or name; only this one"`
}

// Staff lists the users of the house, oldest first.
func Staff(r *db.Read, in StaffIn) (db.Page[Member], error) {
	out := db.Page[Member]{Items: []Member{}}
	after, err := in.First()
	if err == nil && in.User != "" {
		var u Account
		u, err = Named(r, in.User)
		in.Limit, after = 1, u.ID-1
	}
	if err != nil {
		return out, err
	}
	rows, err := db.All[member](r, qStaff, after, in.Rows()+1)
	if err != nil || len(rows) == 0 {
		return out, err
	}
	if in.User != "" && rows[0].ID != after+1 { // a customer's own user
		return out, nil
	}
	page := db.Paged(in.Paging, rows, func(m member) db.ID { return m.ID })
	posts, err := db.All[struct {
		User db.ID
		Post
		Group int64
	}](r, qPosts, page.Items[0].ID, page.Items[len(page.Items)-1].ID)
	if err != nil {
		return out, err
	}
	of := map[db.ID][]PostView{}
	for _, p := range posts {
		of[p.User] = append(of[p.User], PostView{p.User.Text(UserPrefix), p.Role, text(seller.Prefix, p.Entity), p.Group > 0})
	}
	now := r.Now()
	return db.Shown(page, func(m member) (Member, error) {
		v := Member{User: m.view(), Password: m.Password, Keys: m.Keys, Roles: []PostView{}}
		if m.Invited > now.UnixMicro() {
			v.Invited = instant(m.Invited)
		}
		v.Seen = instant(m.Seen)
		has := map[string]bool{}
		for _, role := range Roles() {
			for _, p := range of[m.ID] {
				if p.Role == role {
					v.Roles, has[role] = append(v.Roles, p), true
				}
			}
		}
		v.Clashes = clashes(has)
		return v, nil
	})
}

// instant is a time or null.
func instant(micro int64) *time.Time {
	if micro == 0 {
		return nil
	}
	t := time.UnixMicro(micro).UTC()
	return &t
}

// Suspend keeps a user out at once: his sessions end, his keys open nothing.
// Nobody suspends himself, so that somebody is left to undo it. Doing it again
// changes nothing. It refuses access.self and access.user.
func Suspend(w *db.Write, in UserRef) (User, error) {
	u, err := Named(w.Read, in.User)
	if err == nil && u.ID == w.Actor {
		err = refuse.New(refuse.Conflict, "access.self")
	}
	if err != nil {
		return User{}, err
	}
	if u.Disabled {
		return u.view(), nil
	}
	w.Exec(qSessionsEndUser, u.ID, 0, w.Now().UnixMicro())
	EndGuests(w, u.ID)
	return barred(w, u, true, "user.suspended")
}

// Restore lets a suspended user in again, with the roles and keys he had.
func Restore(w *db.Write, in UserRef) (User, error) {
	u, err := Named(w.Read, in.User)
	if err != nil || !u.Disabled {
		return u.view(), err
	}
	return barred(w, u, false, "user.restored")
}

func barred(w *db.Write, u Account, now bool, fact string) (User, error) {
	u.Disabled = now
	w.Exec1(qSuspend, u.ID, now)
	sessions.Drop(w)
	keys.Drop(w)
	approval.Joined(w)
	w.Emit(fact, struct{}{}, db.Obj("user", u.ID))
	return u.view(), w.Err()
}

// KeyView is an API key as doors show it, without its secret.
type KeyView struct {
	ID       string     `json:"id"`
	User     string     `json:"user" doc:"name"`
	Role     string     `json:"role"`
	Entity   *string    `json:"entity" doc:"the only legal entity it opens; null: every one"`
	Customer *string    `json:"customer" doc:"number; of a key of the portal"`
	Made     time.Time  `json:"made"`
	Revoked  *time.Time `json:"revoked"`
	Waits    bool       `json:"waits" doc:"its secret waits for who asks this: apikey.collect shows it, once"`
}

// Keys lists the API keys, oldest first.
func Keys(r *db.Read, in db.Paging) (db.Page[KeyView], error) {
	after, err := in.First()
	if err != nil {
		return db.Page[KeyView]{}, err
	}
	rows, err := db.All[struct {
		ID       db.ID
		User     string
		Role     string
		Entity   db.ID
		Customer string
		Revoked  int64
		Waits    int64
	}](r, qKeys, after, in.Rows()+1, r.Actor, r.Now().UnixMicro())
	out := db.Page[KeyView]{Items: []KeyView{}}
	for i, k := range rows {
		if i == in.Rows() {
			break
		}
		v := KeyView{ID: k.ID.Text(KeyPrefix), User: k.User, Role: k.Role, Entity: text(seller.Prefix, k.Entity), Made: k.ID.Time(), Revoked: instant(k.Revoked), Waits: k.Waits > 0}
		if k.Customer != "" {
			v.Customer = &k.Customer
		}
		out.Items = append(out.Items, v)
	}
	if len(rows) > in.Rows() {
		next := rows[in.Rows()-1].ID.Text("cur")
		out.Next = &next
	}
	return out, err
}
