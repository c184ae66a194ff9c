package app_test

import (
	"bytes"
	"crypto/hmac"
	"crypto/sha1"
	"encoding/base32"
	"encoding/binary"
	"fmt"
	"strings"
	"testing"
	"time"

	"encaisse/app"
	"encaisse/app/access"
	"encaisse/app/work"
	"encaisse/base/db"
	"encaisse/o2c/approval"
)

// code is what an authenticator app shows for a secret as it is typed (RFC 6238).
func (h *house) code(key string) string {
	h.Helper()
	secret, err := base32.StdEncoding.WithPadding(base32.NoPadding).DecodeString(key)
	must(h, secret, err)
	m := hmac.New(sha1.New, secret)
	m.Write(binary.BigEndian.AppendUint64(nil, uint64(h.DB.Now().Unix()/30)))
	sum := m.Sum(nil)
	return fmt.Sprintf("%06d", binary.BigEndian.Uint32(sum[sum[19]&15:])&0x7fffffff%1_000_000)
}

// enrols gives who is signed in an app, and returns its key, his recovery codes
// and his session.
func (h *house) enrols(session string) (string, []string, string) {
	h.Helper()
	ctx := h.Context()
	s, err := h.SessionOf(ctx, session)
	must(h, s, err)
	step, err := h.BeginApp(ctx, s)
	must(h, step, err)
	asked, err := h.SecondOf(ctx, step)
	must(h, asked, err)
	_, err = h.EnrolApp(ctx, step, "000000", here)
	h.refused(err, "access.code")
	e, err := h.EnrolApp(ctx, step, h.code(asked.Key.Text), here)
	must(h, e, err)
	if len(e.Codes) != 10 || e.Session == session || !strings.HasPrefix(asked.Key.URI, "otpauth://totp/Dupont:") {
		h.Errorf("%d codes, %s", len(e.Codes), asked.Key.URI)
	}
	_, err = h.SessionOf(ctx, session)
	h.refused(err, "app.signin") // the secret was changed
	return asked.Key.Text, e.Codes, e.Session
}

func TestASecondFactor(t *testing.T) {
	houses(t, func(h *house) {
		ctx := h.Context()
		h.hire("camille", phrase, access.Sales)
		single := func() int64 {
			out, err := app.ShowHealth.Ask(ctx, h.App, app.Call{Caller: app.Caller{Role: app.Admin}}, work.None{})
			return must(h, out, err).Single
		}
		before := single()
		session, err := h.SignIn(ctx, "camille", phrase, here)
		key, codes, session := h.enrols(must(h, session, err))
		if after := single(); before < 1 || after != before-1 {
			h.Errorf("%d were without a second factor, %d are", before, after)
		}

		// A password alone opens nothing any more; the step is no session.
		in, err := h.App.SignIn(ctx, "camille", phrase, here)
		if must(h, in, err); in.Session != "" || in.Step == "" || in.Enrol {
			h.Fatalf("in by %+v", in)
		}
		_, err = h.SessionOf(ctx, in.Step)
		h.refused(err, "app.signin")
		asked, err := h.SecondOf(ctx, in.Step)
		if must(h, asked, err); !asked.App || asked.Passkey || asked.Key.Text != "" || asked.User != "camille" {
			h.Errorf("asked for %+v", asked)
		}
		// The code that set the app up is not taken again, the next one once.
		_, err = h.SignInSecond(ctx, in.Step, h.code(key), here)
		h.refused(err, "access.code")
		h.later(30 * time.Second)
		code := h.code(key)
		second, err := h.SignInSecond(ctx, in.Step, code[:3]+" "+code[3:], here)
		must(h, second, err)
		_, err = h.SessionOf(ctx, second)
		must(h, second, err)
		_, err = h.SignInSecond(ctx, in.Step, h.code(key), here)
		h.refused(err, "access.step")
		again, err := h.App.SignIn(ctx, "camille", phrase, here)
		must(h, again, err)
		_, err = h.SignInSecond(ctx, again.Step, code, here)
		h.refused(err, "access.code")

		// A recovery code is good once, however it is written; other codes end it.
		second, err = h.SignInSecond(ctx, again.Step, strings.ToUpper(codes[3]), here)
		must(h, second, err)
		again, err = h.App.SignIn(ctx, "camille", phrase, here)
		must(h, again, err)
		_, err = h.SignInSecond(ctx, again.Step, codes[3], here)
		h.refused(err, "access.code")
		s, err := h.SessionOf(ctx, session)
		must(h, s, err)
		ways, err := h.WaysOf(ctx, s)
		if must(h, ways, err); ways.Codes != 9 || len(ways.Factors) != 1 {
			h.Errorf("%+v", ways)
		}
		fresh, err := h.RenewCodes(ctx, s)
		must(h, fresh, err)
		_, err = h.SignInSecond(ctx, again.Step, codes[4], here)
		h.refused(err, "access.code")

		// A step is over after some minutes.
		h.later(access.StepTime + time.Second)
		_, err = h.SignInSecond(ctx, again.Step, fresh[0], here)
		h.refused(err, "access.step")

		// And it goes away again, for who proved lately who he is.
		h.refused(h.EndFactor(ctx, s, ways.Factors[0].ID.Text(access.FactorPrefix)), "access.proof")
		_, err = h.Prove(ctx, s, "not my password", "", here)
		h.refused(err, "access.old_password")
		session, err = h.Prove(ctx, s, phrase, "", here)
		must(h, session, err)
		_, err = h.SessionOf(ctx, session)
		must(h, session, err)
		s, err = h.SessionOf(ctx, session)
		must(h, s, err)
		h.refused(h.EndFactor(ctx, s, "fac_0"), "app.not_found")
		if err := h.EndFactor(ctx, s, ways.Factors[0].ID.Text(access.FactorPrefix)); err != nil {
			h.Fatal(err)
		}
		if in, err = h.App.SignIn(ctx, "camille", phrase, here); must(h, in, err).Session == "" {
			h.Error("a factor that was removed is asked for")
		}
	})
}

func TestGuessingACodeIsSlow(t *testing.T) {
	houses(t, func(h *house) {
		ctx := h.Context()
		h.hire("camille", phrase, access.Sales)
		session, err := h.SignIn(ctx, "camille", phrase, here)
		key, _, _ := h.enrols(must(h, session, err)) // one wrong try is in it
		step := func(from app.From) string {
			in, err := h.App.SignIn(ctx, "camille", phrase, from)
			return must(h, in, err).Step
		}
		for n := range 10 {
			_, err := h.SignInSecond(ctx, step(here), "000000", here)
			if h.refused(err, "access.code"); h.Failed() {
				h.Fatalf("at try %d", n)
			}
		}
		h.later(time.Second)
		_, err = h.SignInSecond(ctx, step(here), h.code(key), here)
		h.refused(err, "access.wait")
		// Nor from elsewhere: who is here knows the password.
		there := app.From{Address: "192.0.2.8"}
		_, err = h.SignInSecond(ctx, step(there), h.code(key), there)
		h.refused(err, "access.wait")
		h.later(time.Minute)
		in, err := h.SignInSecond(ctx, step(here), h.code(key), here)
		must(h, in, err)
	})
}

// A role may ask for a second factor: who has none gets one at sign-in, before
// anything opens.
func TestARoleAsksForASecondFactor(t *testing.T) {
	houses(t, func(h *house) {
		ctx := h.Context()
		h.hire("camille", phrase, access.Sales, access.Cash)
		session, err := h.SignIn(ctx, "camille", phrase, here)
		must(h, session, err)
		s, err := h.SessionOf(ctx, session)
		must(h, s, err)
		d, err := app.SetDemand.Do(ctx, h.App, h.admin, access.Demand{Role: access.Cash, Required: true})
		must(h, d, err)
		_, err = h.Sit(ctx, s, access.Cash, s.Entity, here) // she sits as sales still
		h.refused(err, "access.factor_needed")
		in, err := h.App.SignIn(ctx, "camille", phrase, here)
		if must(h, in, err); in.Session != "" || !in.Enrol {
			h.Fatalf("in by %+v", in)
		}
		_, err = h.SignInSecond(ctx, in.Step, "000000", here)
		h.refused(err, "access.step")
		asked, err := h.SecondOf(ctx, in.Step)
		must(h, asked, err)
		e, err := h.EnrolApp(ctx, in.Step, h.code(asked.Key.Text), here)
		must(h, e, err)
		s, err = h.SessionOf(ctx, e.Session)
		must(h, s, err)
		seat, err := h.Sit(ctx, s, access.Cash, s.Entity, here)
		must(h, seat, err)
		ways, err := h.WaysOf(ctx, s)
		must(h, ways, err)
		h.refused(h.EndFactor(ctx, s, ways.Factors[0].ID.Text(access.FactorPrefix)), "access.factor_required")

		// Who is in without one is out when his role begins to ask.
		h.hire("hugo", phrase, access.Collections)
		open, err := h.SignIn(ctx, "hugo", phrase, here)
		must(h, open, err)
		d, err = app.SetDemand.Do(ctx, h.App, h.admin, access.Demand{Role: access.Collections, Required: true})
		must(h, d, err)
		_, err = h.SessionOf(ctx, open)
		h.refused(err, "app.signin")
		list, err := app.ListDemands.Ask(ctx, h.App, h.admin, struct{}{})
		must(h, list, err)
		for _, d := range list {
			if d.Required != (d.Role == access.Cash || d.Role == access.Collections) {
				h.Errorf("%+v", d)
			}
		}
		users, err := app.ListFactors.Ask(ctx, h.App, h.admin, db.Paging{})
		if must(h, users, err); len(users.Items) != 2 || !users.Items[0].App || users.Items[0].Codes != 10 || users.Items[1].App || !users.Items[1].Required {
			h.Errorf("%+v", users.Items)
		}
	})
}

// Who lost his factors gets rid of them by an administrator, and by two people
// when he moves money.
func TestFactorsAreReset(t *testing.T) {
	houses(t, func(h *house) {
		ctx := h.Context()
		h.hire("camille", phrase, access.Sales)
		h.hire("lucie", phrase, access.Billing)
		h.hire("paul", phrase, access.Finance)
		for _, name := range []string{"camille", "lucie"} {
			session, err := h.SignIn(ctx, name, phrase, here)
			_, _, session = h.enrols(must(h, session, err))
			out, err := app.ResetFactors.Do(ctx, h.App, h.admin, access.UserRef{User: name})
			if name == "lucie" {
				h.refused(err, "approval.needed")
				_, err = h.SessionOf(ctx, session)
				must(h, session, err)
				paul, err := h.Act(ctx, "paul", access.Finance, "")
				must(h, paul, err)
				list, err := app.ListApprovals.Ask(ctx, h.App, app.Call{Caller: paul}, approval.Filter{State: "open"})
				must(h, list, err)
				done, err := app.GrantApproval.Do(ctx, h.App, app.Call{Caller: paul}, approval.Decision{ID: list.Items[0].ID})
				must(h, done, err)
			} else if must(h, out, err); out.Ended != 1 {
				h.Errorf("%+v", out)
			}
			_, err = h.SessionOf(ctx, session)
			h.refused(err, "app.signin")
			if in, err := h.App.SignIn(ctx, name, phrase, here); must(h, in, err).Session == "" {
				h.Errorf("%s is asked for what he lost", name)
			}
		}
	})
}

// What seals secrets stands outside the database where the company says so:
// a copy of it then opens nothing.
func TestSecretsAreSealed(t *testing.T) {
	houses(t, func(h *house) {
		ctx := h.Context()
		h.hire("camille", phrase, access.Sales)
		session, err := h.SignIn(ctx, "camille", phrase, here)
		key, _, _ := h.enrols(must(h, session, err))
		secret, err := base32.StdEncoding.WithPadding(base32.NoPadding).DecodeString(key)
		must(h, secret, err)
		kept, err := db.See(ctx, h.DB, db.As{}, func(r *db.Read) ([]access.Factor, error) {
			u, err := access.Named(r, "camille")
			if err != nil {
				return nil, err
			}
			return access.FactorsOf(r, u.ID)
		})
		if must(h, kept, err); len(kept) != 1 || bytes.Contains(kept[0].Secret, secret) || bytes.Contains(kept[0].Secret, []byte(key)) {
			h.Errorf("the secret lies in clear: %x", kept)
		}
	})
	if _, err := access.NewVault("too short"); err == nil {
		t.Error("a short secret is taken")
	}
}
