package access

import (
	"crypto/rand"
	"encoding/base64"
	"time"

	"encaisse/base/db"
	"encaisse/base/refuse"
)

var (
	qInvite     = db.Q("access.invitation.add", `insert into invitation (id, user_id, hash, ends, used) values ($1,$2,$3,$4,0)`)
	qInviteEnd  = db.Q("access.invitation.end", `update invitation set used = $2 where user_id = $1 and used = 0`)
	qInviteFind = db.Q("access.invitation.find", `select i.id, u.id, u.name, i.ends from invitation i join app_user u on u.id = i.user_id
		where i.hash = $1 and i.used = 0 and not u.disabled`)

	qPasswordSet  = db.Q("access.password.set", `insert into password (user_id, hash, at) values ($1,$2,$3) on conflict (user_id) do update set hash = excluded.hash, at = excluded.at`)
	qPasswordFind = db.Q("access.password.find", `select hash from password where user_id = $1`)
)

// InvitationDays is how long an invitation can be used.
const InvitationDays = 7

// Invitation is the link of a user who has to choose a password.
type Invitation struct {
	User  string    `json:"user"`
	Until time.Time `json:"until"`
	Path  *string   `json:"path" doc:"of the page where the password is chosen, on this server; shown once, null when the same request is answered again"`
}

// Stored is the invitation as it is kept under its idempotency key.
func (i Invitation) Stored() any {
	i.Path = nil
	return i
}

// UserRef names a user.
type UserRef struct {
	User string `path:"user" json:"-" doc:"id or name"`
}

// Invite makes the link by which a user chooses a password, also a new one
// when the old is forgotten. Links made before open nothing any more. It
// refuses access.user.
func Invite(w *db.Write, in UserRef) (Invitation, error) {
	u, err := Named(w.Read, in.User)
	if err != nil {
		return Invitation{}, err
	}
	secret, hash := token()
	until := w.Now().Add(InvitationDays * 24 * time.Hour)
	w.Exec(qInviteEnd, u.ID, w.Now().UnixMicro())
	w.Exec(qInvite, w.NewID(), u.ID, hash, until.UnixMicro())
	w.Emit("user.invited", struct{}{}, db.Obj("user", u.ID))
	path := "/invitation/" + secret
	return Invitation{u.ID.Text(UserPrefix), until.UTC(), &path}, w.Err()
}

// Invited is who an invitation is for.
type Invited struct {
	ID   db.ID
	User db.ID
	Name string
	Ends int64
}

// FindInvitation is who a link invites. It refuses access.invitation.
func FindInvitation(r *db.Read, secret string) (Invited, error) {
	i, err := db.One[Invited](r, qInviteFind, hashOf(secret))
	if err == db.ErrNone || err == nil && i.Ends < r.Now().UnixMicro() {
		return Invited{}, refuse.New(refuse.Missing, "access.invitation")
	}
	return i, err
}

// SetPassword keeps the hash of a user's password, ends his links and, but for
// the one that he sits in, his sessions.
func SetPassword(w *db.Write, user db.ID, hash string, keep db.ID) error {
	now := w.Now().UnixMicro()
	w.Exec(qPasswordSet, user, hash, now)
	w.Exec(qInviteEnd, user, now)
	w.Exec(qSessionsEndUser, user, keep, now)
	EndGuests(w, user)
	sessions.Drop(w)
	w.Emit("user.password_set", struct{}{}, db.Obj("user", user))
	return w.Err()
}

// PasswordOf is the hash of a user's password; "" when he has none.
func PasswordOf(r *db.Read, user db.ID) (string, error) {
	hash, err := db.One[string](r, qPasswordFind, user)
	if err == db.ErrNone {
		return "", nil
	}
	return hash, err
}

// token is a secret of 256 random bits, and its hash as we keep it.
func token() (secret string, hash []byte) {
	var b [32]byte
	rand.Read(b[:]) // never fails: the program stops instead
	secret = base64.RawURLEncoding.EncodeToString(b[:])
	return secret, hashOf(secret)
}
