package web

import (
	"context"
	"crypto/hmac"
	"crypto/sha1"
	"encoding/base32"
	"encoding/binary"
	"fmt"
	"net/http"
	"net/http/httptest"
	"regexp"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"encaisse/app"
	"encaisse/app/access"
	"encaisse/app/company"
	"encaisse/base/db"
	"encaisse/connect/oidc"
	"encaisse/o2c/seller"
)

// house is a company of its own, with a clock that the test turns.
type house struct {
	*testing.T
	app   *app.App
	admin app.Call
	ahead atomic.Int64
}

func newHouse(t *testing.T) *house { return newHouseWith(t, nil) }

// newHouseWith is a house with an identity provider.
func newHouseWith(t *testing.T, identity *oidc.Settings) *house {
	t.Helper()
	h := &house{T: t}
	a, err := app.Open(t.Context(), "sqlite:"+t.TempDir()+"/house.db", app.Options{Clock: func() time.Time { return time.Now().Add(time.Duration(h.ahead.Load())) }, Identity: identity})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(a.Close)
	h.app = a
	if _, err := db.Do(t.Context(), a.DB, db.As{}, func(w *db.Write) (company.Made, error) {
		return company.Found(w, seller.NewEntity{Name: "Maison Dupont", Country: "FR", Currency: "EUR", Tax: "none"})
	}); err != nil {
		t.Fatal(err)
	}
	if h.admin.Caller, err = a.Act(t.Context(), company.Administrator, access.Admin, ""); err != nil {
		t.Fatal(err)
	}
	return h
}

const phrase = "quatre chevaux verts"

// hire adds somebody with roles and a password, and returns his browser.
func (h *house) hire(name string, roles ...string) *browser {
	h.Helper()
	b := on(h.T, h.app, Options{})
	_, err := db.Do(context.Background(), h.app.DB, db.As{Actor: h.admin.User, Role: access.Admin}, func(w *db.Write) (any, error) {
		if name != company.Administrator {
			if _, err := access.AddUser(w, access.NewUser{Name: name}); err != nil {
				return nil, err
			}
		}
		i, err := access.Invite(w, access.NewInvitation{User: name}) // one person’s doing while he has no role yet
		if err != nil {
			return nil, err
		}
		for _, r := range roles {
			if _, err := access.Appoint(w, access.NewPost{User: name, Role: r}); err != nil {
				return nil, err
			}
		}
		w.After(func() { b.cookies["path"] = *i.Path })
		return nil, w.Err()
	})
	if err != nil {
		h.Fatal(err)
	}
	path := b.cookies["path"]
	delete(b.cookies, "path")
	b.wants(b.post(path, "password", phrase, "again", phrase), http.StatusSeeOther)
	return b
}

func (h *house) later(d time.Duration) { h.ahead.Add(int64(d)) }

var shownKey = regexp.MustCompile(`class="secret">([A-Z2-7 ]+)<`)

// code is what an app shows for the key on a page.
func (h *house) code(key string) string {
	h.Helper()
	secret, err := base32.StdEncoding.WithPadding(base32.NoPadding).DecodeString(strings.ReplaceAll(key, " ", ""))
	if err != nil {
		h.Fatal(err)
	}
	m := hmac.New(sha1.New, secret)
	m.Write(binary.BigEndian.AppendUint64(nil, uint64(h.app.DB.Now().Unix()/30)))
	sum := m.Sum(nil)
	return fmt.Sprintf("%06d", binary.BigEndian.Uint32(sum[sum[19]&15:])&0x7fffffff%1_000_000)
}

func (h *house) keyOn(page string) string {
	h.Helper()
	m := shownKey.FindStringSubmatch(page)
	if m == nil {
		h.Fatalf("no key on the page: %.400s", page)
	}
	return m[1]
}

// An app is added on the account page and asked for from then on.
func TestAnAppIsAddedAndAskedFor(t *testing.T) {
	h := newHouse(t)
	b := h.hire("camille", access.Sales)
	b.wants(b.get("/account"), 200, "Rien que votre mot de passe")
	b.wants(b.post("/account/app/begin"), http.StatusSeeOther)
	key := h.keyOn(b.wants(b.get("/account/app"), 200, `class="qr"`, "Maison%20Dupont"))
	b.wants(b.post("/account/app", "code", "000000"), http.StatusUnauthorized, "Ce code n’est pas le bon", key)
	before := b.cookies[plainCookie]
	codes := b.wants(b.post("/account/app", "code", h.code(key)), 200, "Codes de secours")
	if b.cookies[plainCookie] == before || strings.Count(codes, "<li><code>") != 10 {
		t.Error("the secret of the session stayed, or there are not ten codes")
	}
	if body := b.wants(b.get("/account"), 200, "codes de secours\u00a0: 10"); strings.Contains(body, strings.ReplaceAll(key, " ", "")) {
		t.Error("the key is shown again")
	}
	b.wants(b.post("/sign-out"), http.StatusSeeOther)

	h.later(time.Minute)
	w := b.post("/sign-in", "name", "camille", "password", phrase, "to", "/orders")
	if b.wants(w, http.StatusSeeOther); w.Header().Get("Location") != "/sign-in/second?to=%2Forders" || b.cookies[plainCookie] != "" {
		t.Fatalf("sent to %s with %v", w.Header().Get("Location"), b.cookies)
	}
	b.wants(b.get("/orders"), http.StatusSeeOther)
	b.lang = "en"
	b.wants(b.get("/sign-in/second?to=/orders"), 200, "Second factor", `value="/orders"`, `autocomplete="one-time-code"`)
	b.lang = "fr"
	b.wants(b.post("/sign-in/second", "code", "123456", "to", "/orders"), http.StatusUnauthorized, "Ce code n’est pas le bon")
	w = b.post("/sign-in/second", "code", h.code(key), "to", "/orders")
	if b.wants(w, http.StatusSeeOther); w.Header().Get("Location") != "/orders" || b.cookies[plainStep] != "" {
		t.Errorf("sent to %s with %v", w.Header().Get("Location"), b.cookies)
	}
	b.wants(b.get("/orders"), 200)
	b.wants(b.get("/sign-in/second"), http.StatusUnauthorized, "Recommencez")
}

// A role that asks for a second factor leads to it, before anything opens.
func TestOneIsLedToASecondFactor(t *testing.T) {
	h := newHouse(t)
	admin := h.hire(company.Administrator, access.Admin)
	b := h.hire("paul", access.Finance)
	admin.wants(admin.get("/settings/sign-in"), 200, "Facultatif", "mot de passe seul")
	admin.wants(admin.post("/settings/sign-in/roles/finance", "required", "true", "key", "r1"), http.StatusSeeOther)
	admin.wants(admin.get("/settings/sign-in"), 200, "exigé, pas encore ajouté")
	b.wants(b.get("/"), http.StatusSeeOther) // he is out
	w := b.post("/sign-in", "name", "paul", "password", phrase)
	if b.wants(w, http.StatusSeeOther); w.Header().Get("Location") != "/sign-in/app?to=%2F" {
		t.Fatalf("sent to %s", w.Header().Get("Location"))
	}
	b.wants(b.get("/"), http.StatusSeeOther)
	key := h.keyOn(b.wants(b.get("/sign-in/app"), 200, "Un de vos rôles exige"))
	b.wants(b.post("/sign-in/app", "code", "1"), http.StatusUnauthorized, "Ce code n’est pas le bon", key)
	b.wants(b.post("/sign-in/app", "code", h.code(key)), 200, "Codes de secours")
	b.wants(b.get("/account"), 200)
	b.wants(b.post("/account/factors/x/end"), http.StatusNotFound)

	// To reset what he has, or to demand no more, takes another person than these two.
	h.hire("ines", access.Finance)
	admin.wants(admin.post("/settings/sign-in/users/paul/reset", "key", "r2"), http.StatusSeeOther)
	w = admin.post("/settings/sign-in/roles/finance", "required", "false", "key", "r3")
	if w.Header().Get("Location") != "/settings/sign-in?done=asked" {
		t.Errorf("sent to %s: %d", w.Header().Get("Location"), w.Code)
	}
	b.wants(b.get("/account"), 200)

	// She grants it, and proves again that it is she when that is long ago.
	ines := h.hire("marie", access.Admin)
	ids := requestOf.FindAllStringSubmatch(ines.wants(ines.get("/approvals"), 200, "Remettre les facteurs à zéro", "Ne plus exiger"), -1)
	if len(ids) == 0 {
		t.Fatal("nothing to decide")
	}
	for n, id := range ids {
		path := "/approvals/" + id[1] + "/grant"
		if n == 0 {
			h.later(11 * time.Minute)
			ines.wants(ines.post(path, "comment", "vu avec lui", "key", "g"), http.StatusForbidden, "Est-ce bien vous", `value="vu avec lui"`)
			w = ines.post(path, "comment", "vu avec lui", "key", "g", "proof_password", phrase)
		} else {
			w = ines.post(path, "key", id[1])
		}
		ines.wants(w, http.StatusSeeOther)
	}
	b.wants(b.get("/account"), http.StatusSeeOther) // his factors are gone, and so is he
}

// A passkey is bound to a name: by a bare address there is none.
func TestNoPasskeyOnABareAddress(t *testing.T) {
	b := newHouse(t).hire("camille", access.Sales)
	r := httptest.NewRequest("POST", "http://192.0.2.1/account/passkey/begin", nil)
	b.wants(b.ask(r), http.StatusConflict, "liée à un nom")
}

// What changes how one proves who he is asks again who lately proved nothing,
// and loses nothing of the form.
func TestOldProofsAreAskedForAgain(t *testing.T) {
	h := newHouse(t)
	b := h.hire("camille", access.Sales)
	h.later(11 * time.Minute)
	body := b.wants(b.post("/account/app/begin", "field", `a"b`), http.StatusForbidden, "Est-ce bien vous", `name="field" value="a&#34;b"`, `name="proof_password"`)
	if strings.Contains(body, "proof_free") {
		t.Error("one may go on without a proof")
	}
	b.wants(b.post("/account/app/begin", "proof_free", "1"), http.StatusForbidden)
	b.wants(b.post("/account/app/begin", "proof_password", "wrong"), http.StatusUnprocessableEntity, "Ce n’est pas votre mot de passe actuel")
	before := b.cookies[plainCookie]
	b.wants(b.post("/account/app/begin", "proof_password", phrase), http.StatusSeeOther)
	if b.cookies[plainCookie] == before {
		t.Error("the secret of the session stayed")
	}
	b.wants(b.get("/account/app"), 200)
}
