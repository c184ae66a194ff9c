package access

import (
	"crypto/sha256"
	"encoding/hex"
	"slices"
	"strings"
	"time"

	"encaisse/base/db"
	"encaisse/base/refuse"
	"encaisse/o2c/approval"
)

// StepIdentity and StepIdentityAgain are those of who was sent to prove
// elsewhere who he is: to come in, and once more when he is in.
const (
	StepIdentity      = "identity"
	StepIdentityAgain = "identity_again"
)

var (
	qIdentityInvite = db.Q("access.identity.invite", `insert into identity_invite (id, user_id, email, ends, used) values ($1,$2,$3,$4,0)`)
	qIdentityOver   = db.Q("access.identity.over", `update identity_invite set used = $2 where user_id = $1 and used = 0`)
	qIdentityLate   = db.Q("access.identity.late", `update identity_invite set used = $2 where email = $1 and used = 0 and ends <= $2`)
	qIdentityFor    = db.Q("access.identity.for", `select i.user_id from identity_invite i join app_user u on u.id = i.user_id where i.email = $1 and i.used = 0 and i.ends > $2 and not u.disabled`)
	qIdentitySeen   = db.Q("access.identity.seen", `update factor set seen = $2 where id = $1 and ended = 0`)

	qByGroup    = db.Q("access.group.of", `select role from role_by_group where user_id = $1`)
	qByGroupAdd = db.Q("access.group.add", `insert into role_by_group (user_id, role) values ($1,$2)`)
	qByGroupEnd = db.Q("access.group.end", `delete from role_by_group where user_id = $1 and role = $2`)

	qMark     = db.Q("access.identity.mark", `insert into identity_mark (hash, user_id, ends) values ($1,$2,$3) on conflict (hash) do update set user_id = excluded.user_id, ends = excluded.ends`)
	qMarked   = db.Q("access.identity.marked", `select user_id from identity_mark where hash = $1 and ends > $2`)
	qMarksOld = db.Q("access.identity.marks_old", `delete from identity_mark where ends < $1`)
	qStepsOf  = db.Q("access.step.of", `delete from signin_step where user_id = $1`)
)

// Elsewhere is what a provider proved of somebody.
type Elsewhere struct {
	Issuer, Subject string
	Email           string // verified there, or ""
	SID             string // his session there
}

// handle is what an identity is known by; parts can not run into each other.
func handle(parts ...string) []byte {
	h := sha256.New()
	for _, p := range parts {
		sum := sha256.Sum256([]byte(p))
		h.Write(sum[:])
	}
	return h.Sum(nil)
}

// plainEmail is an address as it is compared.
func plainEmail(s string) string { return strings.ToLower(strings.TrimSpace(s)) }

// NewIdentity invites a user to come in by his identity elsewhere.
type NewIdentity struct {
	User  string `path:"user" json:"-" doc:"id or name"`
	Email string `json:"email" maxLength:"254" doc:"the address that the organisation’s identity provider verified"`
}

// IdentityInvitation says until when a user may bind his identity to himself.
type IdentityInvitation struct {
	User  string    `json:"user"`
	Until time.Time `json:"until"`
}

type invitedFact struct {
	Email string `json:"email"` // its SHA-256
}

// InviteIdentity lets who proves elsewhere that an address is his come in as a
// user, from then on by his identity whatever his address. It is good once, for
// as long as a link. It refuses access.user, access.email, access.identity_there
// to who has one, and unique.identity_invite_email. Of who is settled it takes a
// second person, unless the address is the one on file.
func InviteIdentity(w *db.Write, in NewIdentity) (IdentityInvitation, error) {
	u, err := Named(w.Read, in.User)
	if err != nil {
		return IdentityInvitation{}, err
	}
	email, err := addressed(in.Email)
	if err == nil && email == "" {
		err = noAddress()
	}
	if err != nil {
		return IdentityInvitation{}, err
	}
	if err := noGuest(w.Read, u.ID, Customer); err != nil {
		return IdentityInvitation{}, err
	}
	list, err := FactorsOf(w.Read, u.ID)
	if err != nil {
		return IdentityInvitation{}, err
	}
	if slices.ContainsFunc(list, func(f Factor) bool { return f.Kind == Identity }) {
		return IdentityInvitation{}, refuse.New(refuse.Conflict, "access.identity_there")
	}
	if email != u.Email {
		if _, err := alone(w, u, approval.Ask{Kind: bindings, Stamp: email, Detail: map[string]any{"was": "", "now": email}}); err != nil {
			return IdentityInvitation{}, err
		}
	}
	now, until := w.Now().UnixMicro(), w.Now().Add(InvitationDays*24*time.Hour)
	w.Exec(qIdentityOver, u.ID, now)
	w.Exec(qIdentityLate, email, now)
	id := w.NewID()
	w.Exec(qIdentityInvite, id, u.ID, email, until.UnixMicro())
	sum := sha256.Sum256([]byte(email))
	w.Emit("user.identity_invited", invitedFact{hex.EncodeToString(sum[:])}, db.Obj("identity_invite", id), db.Obj("user", u.ID))
	return IdentityInvitation{u.ID.Text(UserPrefix), until.UTC()}, w.Err()
}

// NoIdentity is the no to an identity that is nobody’s here.
func NoIdentity() error { return refuse.New(refuse.Forbidden, "access.identity") }

// ByIdentity is the user whose identity this is; who was invited by his address
// makes it his. It refuses access.identity to everybody else: another subject of
// the same address too.
func ByIdentity(w *db.Write, v Vault, e Elsewhere) (db.ID, error) {
	h := handle(e.Issuer, e.Subject)
	f, err := db.One[Factor](w.Read, qFactorFind, Identity, h)
	if err == nil {
		w.Actor = f.User
		w.Exec1(qIdentitySeen, f.ID, w.Now().UnixMicro())
		return f.User, w.Err()
	}
	if err != db.ErrNone {
		return 0, err
	}
	if e.Email == "" {
		return 0, NoIdentity()
	}
	user, err := db.One[db.ID](w.Read, qIdentityFor, plainEmail(e.Email), w.Now().UnixMicro())
	if err == db.ErrNone {
		return 0, NoIdentity()
	}
	if err != nil {
		return 0, err
	}
	w.Actor = user
	w.Exec(qIdentityOver, user, w.Now().UnixMicro())
	return user, AddFactor(w, v, Factor{User: user, Kind: Identity, Name: plainEmail(e.Email), Handle: h}, []byte(e.Subject))
}

// IsIdentity tells that an identity is a user’s.
func IsIdentity(r *db.Read, user db.ID, e Elsewhere) (bool, error) {
	f, err := db.One[Factor](r, qFactorFind, Identity, handle(e.Issuer, e.Subject))
	if err == db.ErrNone {
		return false, nil
	}
	return f.User == user, err
}

// groupFact is the body of facts about roles.
type groupFact struct {
	Role string `json:"role"`
	By   string `json:"by,omitempty"`   // "" for a role in one legal entity: that is never a group's
	With string `json:"with,omitempty"` // the role it does not go with

	Entity db.ID `json:"entity,omitempty"` // the only one the role is for
}

// Who gave a role, or took it away.
const (
	byGroup  = "group"
	byPerson = "person"
)

// CheckGroups refuses access.role to a role that groups can not give.
func CheckGroups(groups map[string][]string) error {
	for _, roles := range groups {
		for _, role := range roles {
			if !isRole(role) || role == Customer {
				return refuse.New(refuse.Invalid, "access.role", "role", role)
			}
		}
	}
	return nil
}

// Grouped makes the roles that a user has by his groups those given: others
// that he had by a group end. One that does not go with a role he has is
// withheld, and that is a fact. Roles that people gave him stay as they are.
func Grouped(w *db.Write, user db.ID, roles []string) error {
	before, err := db.All[string](w.Read, qByGroup, user)
	if err != nil {
		return err
	}
	posts, err := PostsOf(w.Read, user)
	if err != nil {
		return err
	}
	has := map[string]bool{}
	for _, p := range posts {
		has[p.Role] = true
	}
	for _, role := range before {
		if slices.Contains(roles, role) {
			continue
		}
		delete(has, role)
		w.Exec(qByGroupEnd, user, role)
		w.Exec(qRoleEnd, user, role, db.ID(0))
		w.Exec(qSessionsEndRole, user, role, w.Now().UnixMicro())
		sessions.Drop(w)
		w.Emit("user.role_ended", groupFact{Role: role, By: byGroup}, db.Obj("user", user))
	}
	for _, role := range Roles() {
		if role == Customer || has[role] || !slices.Contains(roles, role) {
			continue
		}
		has[role] = true
		if c := clashes(has); slices.ContainsFunc(c, func(p Pair) bool { return slices.Contains(p.Roles[:], role) }) {
			delete(has, role)
			w.Emit("user.role_withheld", groupFact{Role: role, By: byGroup, With: other(c, role)}, db.Obj("user", user))
			continue
		}
		w.Exec(qRoleAdd, user, role, db.ID(0))
		w.Exec(qByGroupAdd, user, role)
		w.Emit("user.role_given", groupFact{Role: role, By: byGroup}, db.Obj("user", user))
	}
	return w.Err()
}

// other is the role that one of the pairs has beside a role.
func other(pairs []Pair, role string) string {
	for _, p := range pairs {
		switch role {
		case p.Roles[0]:
			return p.Roles[1]
		case p.Roles[1]:
			return p.Roles[0]
		}
	}
	return ""
}

// Remember keeps whose session elsewhere this is, for as long as one of ours may last.
func Remember(w *db.Write, user db.ID, e Elsewhere) {
	w.Exec(qMarksOld, w.Now().UnixMicro())
	if e.SID != "" {
		w.Exec(qMark, handle("sid", e.Issuer, e.SID), user, w.Now().Add(Long+StepTime).UnixMicro())
	}
}

// SignedOut ends the sessions of who signed out elsewhere, and what stands
// between two of his steps; token is the id of what told so, good once. It
// refuses access.identity_told to one that was heard before; nobody of ours is
// no failure.
func SignedOut(w *db.Write, e Elsewhere, token string, ends time.Time) error {
	now := w.Now().UnixMicro()
	w.Exec(qMarksOld, now)
	heard := handle("jti", e.Issuer, token)
	_, err := db.One[db.ID](w.Read, qMarked, heard, now)
	if err == nil {
		return refuse.New(refuse.Invalid, "access.identity_told")
	}
	if err != db.ErrNone {
		return err
	}
	w.Exec(qMark, heard, db.ID(0), ends.UnixMicro())
	var users []db.ID
	if e.Subject != "" {
		f, err := db.One[Factor](w.Read, qFactorFind, Identity, handle(e.Issuer, e.Subject))
		if err != nil && err != db.ErrNone {
			return err
		}
		users = append(users, f.User)
	}
	if e.SID != "" {
		user, err := db.One[db.ID](w.Read, qMarked, handle("sid", e.Issuer, e.SID), now)
		if err != nil && err != db.ErrNone {
			return err
		}
		users = append(users, user)
	}
	for _, user := range slices.Compact(users) {
		if user == 0 {
			continue
		}
		w.Exec(qSessionsEndUser, user, db.ID(0), now)
		w.Exec(qStepsOf, user)
		sessions.Drop(w)
		w.Emit("identity.signed_out", struct{}{}, db.Obj("user", user))
	}
	return w.Err()
}
