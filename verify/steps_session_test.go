package verify_test

import (
	"context"
	"crypto/hmac"
	"crypto/sha1"
	"encoding/base32"
	"encoding/binary"
	"fmt"
	"math/rand/v2"
	"strings"

	"encaisse/app"
	"encaisse/app/access"
	"encaisse/base/db"
	"encaisse/o2c/portal"
)

// here is where the random people sign in from.
var here = app.From{Address: "192.0.2.1", Agent: "test"}

// phrase is the password of all of them.
const phrase = "une phrase assez longue"

// movePost gives a user a role or takes it away, by people or by his groups.
func movePost(w *world, r *rand.Rand, as db.As, user string) error {
	role := func() string {
		return pick(r, access.Sales, access.Collections, access.Warehouse, access.Cash, access.Finance)
	}
	in := access.NewPost{User: user, Role: role(), Entity: pick(r, "", "", "Paris")}
	var err error
	switch r.IntN(6) {
	case 0:
		id, _ := db.ParseID(access.UserPrefix, user)
		err = do(w, as, func(x *db.Write) (any, error) { return nil, access.Grouped(x, id, []string{role(), role()}) })
	case 1, 2:
		_, err = app.EndRole.Do(context.Background(), w.a, keeper(r, as), in)
	default:
		_, err = app.AllowRole.Do(context.Background(), w.a, keeper(r, as), in)
	}
	return err
}

// inviteUser lets a user choose a password; now and then he does, and signs in by it.
func inviteUser(w *world, r *rand.Rand, as db.As, user string) error {
	ctx := context.Background()
	i, err := app.Invite.Do(ctx, w.a, keeper(r, as), access.NewInvitation{User: user, By: pick(r, "", access.ByLink, access.ByLink)})
	if err != nil || i.Path == nil || r.IntN(3) > 0 {
		return err
	}
	if err = w.a.AcceptInvitation(ctx, strings.TrimPrefix(*i.Path, "/invitation/"), phrase); err == nil {
		_, err = w.a.SignIn(ctx, user, phrase, here)
	}
	return err
}

// comeIn lets a user in, who leaves, takes another seat, proves who he is or
// stays.
func comeIn(w *world, r *rand.Rand, as db.As, user string) error {
	ctx := context.Background()
	s, err := w.enters(user)
	if err != nil {
		return err
	}
	switch r.IntN(5) {
	case 0:
		if err = w.a.SignOut(ctx, s); err == nil && r.IntN(2) == 0 {
			err = w.a.SignOut(ctx, s) // from another window
		}
	case 1, 2:
		seats, e := w.a.Seats(ctx, s)
		if e != nil || len(seats) == 0 {
			return e
		}
		seat := pick(r, seats...)
		_, err = w.a.Sit(ctx, s, seat.Role, seat.Entity, here)
	case 3:
		_, err = w.a.ProveFreely(ctx, s)
	}
	return err
}

// enters opens a session of a user.
func (w *world) enters(user string) (app.Signed, error) {
	secret, err := w.a.SignInAs(context.Background(), user, here)
	if err != nil {
		return app.Signed{}, err
	}
	return w.a.SessionOf(context.Background(), secret)
}

// putOut ends one of the latest sessions, open or not.
func putOut(w *world, r *rand.Rand, as db.As) error {
	id, err := w.some(r, as, "session", access.SessionPrefix)
	if err == nil {
		_, err = app.EndSession.Do(context.Background(), w.a, keeper(r, as), access.SessionRef{ID: id})
	}
	return err
}

// setUpApp gives a user an authenticator app; he may use a recovery code, or
// have others made.
func setUpApp(w *world, r *rand.Rand, _ db.As, user string) error {
	ctx := context.Background()
	s, err := w.enters(user)
	if err != nil {
		return err
	}
	step, err := w.a.BeginApp(ctx, s)
	if err != nil {
		return err
	}
	asked, err := w.a.SecondOf(ctx, step)
	if err != nil {
		return err
	}
	out, err := w.a.EnrolApp(ctx, step, w.code(asked.Key.Text), here)
	if err != nil {
		return err
	}
	if s, err = w.a.SessionOf(ctx, out.Session); err != nil {
		return err
	}
	if r.IntN(2) == 0 {
		_, err = w.a.Prove(ctx, s, "", out.Codes[r.IntN(len(out.Codes))], here)
	}
	if err == nil && r.IntN(3) == 0 {
		_, err = w.a.RenewCodes(ctx, s)
	}
	return err
}

// code is what an app shows that holds a key (RFC 6238).
func (w *world) code(key string) string {
	secret, err := base32.StdEncoding.WithPadding(base32.NoPadding).DecodeString(key)
	if err != nil {
		w.t.Error(err)
	}
	m := hmac.New(sha1.New, secret)
	m.Write(binary.BigEndian.AppendUint64(nil, uint64(w.clock.now().Unix()/30)))
	sum := m.Sum(nil)
	return fmt.Sprintf("%06d", binary.BigEndian.Uint32(sum[sum[19]&15:])&0x7fffffff%1_000_000)
}

// visitPortal lets a customer in, by a link or as somebody who was invited.
func visitPortal(w *world, r *rand.Rand, as db.As) error {
	ctx := context.Background()
	customer, err := w.customer(r, as)
	if err != nil {
		return err
	}
	if r.IntN(4) == 0 {
		email := fmt.Sprintf("g%d@exemple.fr", w.count.Add(1))
		i, err := app.InviteGuest.Do(ctx, w.a, keeper(r, as), access.NewGuest{Customer: customer, Email: email})
		if err != nil || r.IntN(3) > 0 {
			return err
		}
		if err = w.a.AcceptInvitation(ctx, strings.TrimPrefix(*i.Path, "/portal/invitation/"), phrase); err == nil {
			_, err = w.a.SignInGuest(ctx, email, phrase, here)
		}
		return err
	}
	v, err := db.Do(ctx, w.a.DB, as, func(x *db.Write) (portal.LinkView, error) {
		return portal.CreateLink(x, portal.NewLink{Customer: customer})
	})
	if err == nil {
		_, err = w.a.Knock(ctx, strings.TrimPrefix(*v.Path, portal.LinkPath), here)
	}
	return err
}

// collect fetches the secret of a key that two people agreed on.
func collect(w *world, r *rand.Rand, as db.As) error {
	id, err := w.some(r, as, "owed", access.KeyPrefix)
	if err == nil {
		_, err = app.CollectKey.Do(context.Background(), w.a, keeper(r, as), access.KeyRef{ID: id})
	}
	return err
}
