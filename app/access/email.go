package access

import (
	"crypto/sha256"
	"encoding/hex"
	"strings"

	"encaisse/base/db"
	"encaisse/base/refuse"
	"encaisse/o2c/approval"
	"encaisse/o2c/letter"
)

var (
	qEmailSet = db.Q("access.email.set", `insert into user_email (user_id, email) values ($1,$2) on conflict (user_id) do update set email = excluded.email`)
	qEmailEnd = db.Q("access.email.end", `delete from user_email where user_id = $1`)

	// who was in already, or may let money leave
	qSettled = db.Q("access.settled", `select count(*) from app_user u where u.id = $1 and (
		exists (select 1 from password p where p.user_id = u.id) or exists (select 1 from factor f where f.user_id = u.id and f.ended = 0) or
		exists (select 1 from session s where s.user_id = u.id))`)
)

// The kinds of what would let one person come in as another: the link of an
// invitation in his hands, another address for it, an identity that is not the
// one on file. Always two people (quality S17).
var (
	links    = approval.Register(approval.Kind{Name: "user.invite", Ladder: approval.FinanceLadder})
	emails   = approval.Register(approval.Kind{Name: "user.email", Ladder: approval.FinanceLadder})
	bindings = approval.Register(approval.Kind{Name: "user.invite_identity", Ladder: approval.FinanceLadder})
)

// settled tells that an account is worth taking: its user signed in once, or
// has a role or a key that moves money.
func settled(r *db.Read, user db.ID) (bool, error) {
	in, err := db.One[int64](r, qSettled, user)
	if err != nil || in > 0 {
		return in > 0, err
	}
	money, err := db.One[int64](r, qMoney, user)
	return money > 0, err
}

// alone lets one person go on about a user who is not settled; about who is, it
// wants a second one.
func alone(w *db.Write, u Account, ask approval.Ask) (approval.Given, error) {
	is, err := settled(w.Read, u.ID)
	if err != nil || !is {
		return approval.Given{}, err
	}
	ask.Subject, ask.Object, ask.Number, ask.Maker, ask.Always, ask.Replaces = u.ID, "user", u.Name, u.ID, true, true
	return two(w, u.ID, ask)
}

func noAddress() error {
	return refuse.New(refuse.Invalid, "access.email").At("/email", "access.email")
}

// addressed is an address of electronic mail as it is kept and compared; it
// refuses access.email to what is none. Nothing stays nothing.
func addressed(s string) (string, error) {
	s = plainEmail(s)
	if s == "" {
		return "", nil
	}
	name, domain, ok := strings.Cut(s, "@")
	host, _, dotted := strings.Cut(domain, ".")
	odd := func(c rune) bool { return c <= ' ' || c == 0x7f || c > 0x7f || strings.ContainsRune(`<>(),;:\"[]`, c) }
	if !ok || name == "" || !dotted || host == "" || strings.HasSuffix(domain, ".") || strings.Contains(domain, "@") || strings.Contains(s, "..") || len(s) > 254 || strings.ContainsFunc(s, odd) {
		return "", noAddress()
	}
	return s, nil
}

// NewEmail is where a user is written to from now on.
type NewEmail struct {
	User  string `path:"user" json:"-" doc:"id or name"`
	Email string `json:"email" maxLength:"254" doc:"empty: none any more"`
}

// emailFact is the body of user.email_set.
type emailFact struct {
	Email string `json:"email"` // its SHA-256; "" = none any more
}

// SetEmail says where a user is written to. Invitations that were sent open
// nothing any more. Of who is settled two people do it, and the address before
// is told. Doing it again changes nothing. It refuses access.user, access.email
// and unique.user_email_address.
func SetEmail(w *db.Write, in NewEmail) (User, error) {
	u, err := Named(w.Read, in.User)
	if err != nil {
		return User{}, err
	}
	email, err := addressed(in.Email)
	if err != nil || email == u.Email {
		return u.view(), err
	}
	if err := noGuest(w.Read, u.ID, Customer); err != nil {
		return User{}, err
	}
	if _, err := alone(w, u, approval.Ask{Kind: emails, Stamp: db.JSON([]string{u.Email, email}), Detail: map[string]any{"was": u.Email, "now": email}}); err != nil {
		return User{}, err
	}
	is, err := settled(w.Read, u.ID)
	if err != nil {
		return User{}, err
	}
	if is && u.Email != "" {
		if err := letter.Moved(w, u.ID, u.Name, u.Email, u.Language); err != nil {
			return User{}, err
		}
	}
	w.Exec(qInviteEnd, u.ID, w.Now().UnixMicro())
	return keepEmail(w, u, email).view(), w.Err()
}

// keepEmail keeps the address of a user.
func keepEmail(w *db.Write, u Account, email string) Account {
	said := emailFact{}
	if u.Email = email; email == "" {
		w.Exec(qEmailEnd, u.ID)
	} else {
		w.Exec(qEmailSet, u.ID, email)
		sum := sha256.Sum256([]byte(email))
		said.Email = hex.EncodeToString(sum[:])
	}
	w.Emit("user.email_set", said, db.Obj("user", u.ID))
	return u
}
