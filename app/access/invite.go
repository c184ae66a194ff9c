package access

import (
	"crypto/rand"
	"encoding/base64"
	"time"

	"encaisse/base/db"
	"encaisse/base/refuse"
	"encaisse/o2c/approval"
	"encaisse/o2c/letter"
)

var (
	qInviteEnd  = db.Q("access.invitation.end", `update invitation set used = $2 where user_id = $1 and used = 0`)
	qInviteFind = db.Q("access.invitation.find", `select i.id, u.id, u.name, i.ends from invitation i join app_user u on u.id = i.user_id
		where i.hash = $1 and i.used = 0 and not u.disabled`)
	qLinkOwe  = db.Q("access.invitation.owe", `insert into invitation_owed (user_id, asked_by, ends) values ($1,$2,$3) on conflict (user_id) do update set asked_by = excluded.asked_by, ends = excluded.ends`)
	qLinkOwed = db.Q("access.invitation.owed", `select asked_by, ends from invitation_owed where user_id = $1`)
	qLinkPaid = db.Q("access.invitation.paid", `delete from invitation_owed where user_id = $1`)

	qPasswordSet  = db.Q("access.password.set", `insert into password (user_id, hash, at) values ($1,$2,$3) on conflict (user_id) do update set hash = excluded.hash, at = excluded.at`)
	qPasswordFind = db.Q("access.password.find", `select hash from password where user_id = $1`)
)

// InvitationDays is how long an invitation can be used.
const InvitationDays = letter.InvitationDays

// How an invitation reaches who is invited.
const (
	ByMail = "mail"
	ByLink = "link"
)

// NewInvitation names who is invited, and how it reaches him.
type NewInvitation struct {
	User string `path:"user" json:"-" doc:"id or name"`
	By   string `json:"by,omitempty" enum:"mail,link" doc:"mail: to his address, nobody else sees the link; link: shown to who asks, and handed over. mail when left out, of who has an address"`
}

// Invitation is what lets a user choose a password.
type Invitation struct {
	User  string    `json:"user"`
	Until time.Time `json:"until" doc:"how long the link is good; while it was not made, until when who asked may make it"`
	To    string    `json:"to" doc:"the address it leaves for; empty: it is handed over"`
	Path  *string   `json:"path" doc:"of the page where the password is chosen, on this server; shown once, null when it leaves by mail, when the same request is answered again, and when a second person agreed: who asked asks once more"`
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

// inviteFact is the body of user.invited.
type inviteFact struct {
	By string `json:"by"`
}

// Invite lets a user choose a password, also a new one when the old is
// forgotten: by a mail to his address, whose link is made when it leaves, or by
// a link to hand over. Links made before open nothing any more. The link of who
// is settled takes a second person: once he agreed, who asked asks again and
// sees it, once. It refuses access.user and access.no_email.
func Invite(w *db.Write, in NewInvitation) (Invitation, error) {
	u, err := Named(w.Read, in.User)
	if err != nil {
		return Invitation{}, err
	}
	if in.By == "" && u.Email != "" || in.By == ByMail {
		return mailed(w, u)
	}
	owed, err := db.One[owed](w.Read, qLinkOwed, u.ID)
	if err != nil && err != db.ErrNone {
		return Invitation{}, err
	}
	if err == nil && owed.User == w.Actor && w.Now().UnixMicro() <= owed.Ends {
		w.Exec1(qLinkPaid, u.ID)
		return linked(w, u)
	}
	by, err := alone(w, u, approval.Ask{Kind: links, Stamp: ByLink})
	if err != nil {
		return Invitation{}, err
	}
	if by.Approval != 0 {
		until := w.Now().Add(owedDays * 24 * time.Hour)
		w.Exec(qLinkOwe, u.ID, by.Requester, until.UnixMicro())
		w.Emit("user.invite_agreed", struct{}{}, db.Obj("user", u.ID))
		return Invitation{User: u.ID.Text(UserPrefix), Until: until.UTC()}, w.Err()
	}
	return linked(w, u)
}

// linked makes the link that is handed over.
func linked(w *db.Write, u Account) (Invitation, error) {
	w.Exec(qInviteEnd, u.ID, w.Now().UnixMicro())
	path, until := letter.MintInvitation(w, u.ID)
	w.Emit("user.invited", inviteFact{ByLink}, db.Obj("user", u.ID))
	return Invitation{User: u.ID.Text(UserPrefix), Until: until.UTC(), Path: &path}, w.Err()
}

// mailed lets the invitation leave for the address on file.
func mailed(w *db.Write, u Account) (Invitation, error) {
	if u.Email == "" {
		return Invitation{}, refuse.New(refuse.Conflict, "access.no_email", "user", u.Name)
	}
	w.Exec(qInviteEnd, u.ID, w.Now().UnixMicro())
	if err := letter.Invite(w, u.ID); err != nil {
		return Invitation{}, err
	}
	w.Emit("user.invited", inviteFact{ByMail}, db.Obj("user", u.ID))
	return Invitation{User: u.ID.Text(UserPrefix), Until: w.Now().Add(InvitationDays * 24 * time.Hour).UTC(), To: u.Email}, w.Err()
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
