package app_test

import (
	"context"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"encaisse/app"
	"encaisse/app/access"
	"encaisse/app/company"
	"encaisse/base/db"
	"encaisse/base/db/dbtest"
	"encaisse/base/refuse"
	"encaisse/o2c/seller"
)

// house is a company with a clock that only tests turn, and nobody who can sign in.
type house struct {
	*testing.T
	*app.App
	admin app.Call
	ahead atomic.Int64 // of when the test began
}

func houses(t *testing.T, f func(h *house)) {
	dbtest.Both(t, func(t *testing.T, url string) {
		h, begun := &house{T: t}, time.Now()
		a, err := app.Open(t.Context(), url, app.Options{Clock: func() time.Time { return begun.Add(time.Duration(h.ahead.Load())) }})
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(a.Close)
		h.App = a
		if _, err := db.Do(t.Context(), a.DB, db.As{}, func(w *db.Write) (company.Made, error) {
			return company.Found(w, seller.NewEntity{Name: "Dupont", Country: "FR", Currency: "EUR", Tax: "none"})
		}); err != nil {
			t.Fatal(err)
		}
		if h.admin.Caller, err = a.Act(t.Context(), company.Administrator, access.Admin, ""); err != nil {
			t.Fatal(err)
		}
		f(h)
	})
}

func (h *house) later(d time.Duration) { h.ahead.Add(int64(d)) }

func must[T any](h *house, v T, err error) T {
	h.Helper()
	if err != nil {
		h.Fatal(err)
	}
	return v
}

func (h *house) refused(err error, code string) {
	h.Helper()
	if refuse.Code(err) != code {
		h.Errorf("%v, want %s", err, code)
	}
}

// hire adds somebody with roles and a password, by his invitation.
func (h *house) hire(name, password string, roles ...string) {
	h.Helper()
	ctx := h.Context()
	u, err := app.AddUser.Do(ctx, h.App, h.admin, access.NewUser{Name: name})
	must(h, u, err)
	for _, r := range roles {
		p, err := app.AllowRole.Do(ctx, h.App, h.admin, access.NewPost{User: name, Role: r})
		must(h, p, err)
	}
	i, err := app.Invite.Do(ctx, h.App, h.admin, access.NewInvitation{User: name})
	must(h, i, err)
	if err := h.AcceptInvitation(ctx, strings.TrimPrefix(*i.Path, "/invitation/"), password); err != nil {
		h.Fatal(err)
	}
}

// SignIn signs in who has one proof to give.
func (h *house) SignIn(ctx context.Context, name, password string, from app.From) (string, error) {
	e, err := h.App.SignIn(ctx, name, password, from)
	return e.Session, err
}

var here = app.From{Address: "192.0.2.7", Agent: "tests"}

const phrase = "quatre chevaux verts"

func TestSigningIn(t *testing.T) {
	houses(t, func(h *house) {
		ctx := h.Context()
		h.hire("camille", phrase, access.Billing, access.Sales)

		_, err := h.SignIn(ctx, "camille", "quatre chevaux bleus", here)
		h.refused(err, "access.signin")
		_, err = h.SignIn(ctx, "nobody", phrase, here)
		h.refused(err, "access.signin")
		_, err = h.SessionOf(ctx, "made up")
		h.refused(err, "app.signin")

		secret, err := h.SignIn(ctx, "camille", phrase, here)
		must(h, secret, err)
		s, err := h.SessionOf(ctx, secret)
		if must(h, s, err); s.Name != "camille" || s.Role != access.Sales || s.Entity != h.admin.Entity {
			h.Errorf("signed in as %+v", s)
		}

		// Another role is another session, with another secret; the first is over.
		seats, err := h.Seats(ctx, s)
		if must(h, seats, err); len(seats) != 2 || !seats[0].Now || seats[1].Role != access.Billing {
			h.Errorf("seats are %+v", seats)
		}
		_, err = h.Sit(ctx, s, access.Admin, s.Entity, here)
		h.refused(err, "app.seat")
		second, err := h.Sit(ctx, s, access.Billing, s.Entity, here)
		must(h, second, err)
		_, err = h.SessionOf(ctx, secret)
		h.refused(err, "app.signin")
		s, err = h.SessionOf(ctx, second)
		if must(h, s, err); s.Role != access.Billing {
			h.Errorf("sits as %s", s.Role)
		}

		// What is open is listed for its owner; nobody else can end it but an administrator.
		call := app.Call{Caller: s.Caller}
		mine, err := app.MySessions.Ask(ctx, h.App, call, struct{}{})
		if must(h, mine, err); len(mine) != 1 || mine[0].Address != here.Address {
			h.Errorf("sessions are %+v", mine)
		}
		h.hire("hugo", phrase, access.Sales)
		other, err := h.SignIn(ctx, "hugo", phrase, here)
		must(h, other, err)
		stranger, err := h.SessionOf(ctx, other)
		must(h, stranger, err)
		_, err = app.EndSession.Do(ctx, h.App, app.Call{Caller: stranger.Caller}, access.SessionRef{ID: mine[0].ID})
		h.refused(err, "app.not_found")
		gone, err := app.EndSession.Do(ctx, h.App, h.admin, access.SessionRef{ID: mine[0].ID})
		must(h, gone, err)
		_, err = h.SessionOf(ctx, second)
		h.refused(err, "app.signin")

		// A role that is taken away ends what was opened with it.
		p, err := app.EndRole.Do(ctx, h.App, h.admin, access.NewPost{User: "hugo", Role: access.Sales})
		must(h, p, err)
		_, err = h.SessionOf(ctx, other)
		h.refused(err, "app.signin")
		_, err = h.SignIn(ctx, "hugo", phrase, here)
		h.refused(err, "access.no_role")
	})
}

func TestSessionsEnd(t *testing.T) {
	houses(t, func(h *house) {
		ctx := h.Context()
		h.hire("camille", phrase, access.Sales)
		open := func() string {
			secret, err := h.SignIn(ctx, "camille", phrase, here)
			return must(h, secret, err)
		}
		idle := open()
		h.later(access.Idle + time.Minute)
		_, err := h.SessionOf(ctx, idle)
		h.refused(err, "app.signin")

		// Who works stays in, until the day is over.
		busy, begun := open(), time.Duration(0)
		for ; begun < access.Long-time.Hour; begun += time.Hour {
			h.later(time.Hour)
			if _, err := h.SessionOf(ctx, busy); err != nil {
				h.Fatalf("after %s: %v", begun+time.Hour, err)
			}
		}
		h.later(time.Hour + time.Minute)
		_, err = h.SessionOf(ctx, busy)
		h.refused(err, "app.signin")

		// Another password ends all sessions but the one it is changed in.
		one, two := open(), open()
		s, err := h.SessionOf(ctx, one)
		must(h, s, err)
		h.refused(h.ChangePassword(ctx, s, "not the old one", phrase+" aussi", here), "access.old_password")
		h.refused(h.ChangePassword(ctx, s, phrase, "court", here), "access.password")
		h.refused(h.ChangePassword(ctx, s, phrase, "aaaaaaaaaaaaaaaa", here), "access.password")
		if err := h.ChangePassword(ctx, s, phrase, phrase+" aussi", here); err != nil {
			h.Fatal(err)
		}
		if _, err := h.SessionOf(ctx, one); err != nil {
			h.Error(err)
		}
		_, err = h.SessionOf(ctx, two)
		h.refused(err, "app.signin")
		_, err = h.SignIn(ctx, "camille", phrase, here)
		h.refused(err, "access.signin")
		if err := h.SignOut(ctx, s); err != nil {
			h.Fatal(err)
		}
		_, err = h.SessionOf(ctx, one)
		h.refused(err, "app.signin")
	})
}

func TestGuessingIsSlow(t *testing.T) {
	houses(t, func(h *house) {
		ctx := h.Context()
		h.hire("camille", phrase, access.Sales)
		for n := range 10 {
			_, err := h.SignIn(ctx, "camille", "wrong", here)
			if h.refused(err, "access.signin"); h.Failed() {
				h.Fatalf("at try %d", n)
			}
		}
		_, err := h.SignIn(ctx, "camille", phrase, here)
		h.refused(err, "access.wait")
		// She herself, elsewhere, is not shut out.
		secret, err := h.SignIn(ctx, "camille", phrase, app.From{Address: "192.0.2.8"})
		must(h, secret, err)
		h.later(16 * time.Second)
		_, err = h.SignIn(ctx, "camille", "wrong", here)
		h.refused(err, "access.signin")
		h.later(16 * time.Second) // the pause has doubled
		_, err = h.SignIn(ctx, "camille", phrase, here)
		h.refused(err, "access.wait")
		h.later(15 * time.Second)
		secret, err = h.SignIn(ctx, "camille", phrase, here)
		must(h, secret, err)
	})
}

func TestInvitationsAreGoodOnce(t *testing.T) {
	houses(t, func(h *house) {
		ctx := h.Context()
		h.hire("camille", phrase, access.Sales)
		invite := func() string {
			i, err := app.Invite.Do(ctx, h.App, h.admin, access.NewInvitation{User: "camille"})
			return strings.TrimPrefix(*must(h, i, err).Path, "/invitation/")
		}
		first, second := invite(), invite()
		h.refused(h.AcceptInvitation(ctx, first, phrase+" un"), "access.invitation")
		h.refused(h.AcceptInvitation(ctx, second, "camille12345"), "access.password")
		if err := h.AcceptInvitation(ctx, second, phrase+" deux"); err != nil {
			h.Fatal(err)
		}
		h.refused(h.AcceptInvitation(ctx, second, phrase+" trois"), "access.invitation")
		late := invite()
		h.later((access.InvitationDays*24 + 1) * time.Hour)
		h.refused(h.AcceptInvitation(ctx, late, phrase+" quatre"), "access.invitation")

		// The link is nowhere in clear, also not under the key of its request.
		call := h.admin
		call.Key = "invite-1"
		shown, err := app.Invite.Do(ctx, h.App, call, access.NewInvitation{User: "camille"})
		must(h, shown, err)
		again, err := app.Invite.Do(ctx, h.App, call, access.NewInvitation{User: "camille"})
		if must(h, again, err); again.Path != nil || shown.Path == nil {
			h.Errorf("the link is shown again: %v", again.Path)
		}
	})
}
