package web

import (
	"net/http"
	"strings"
	"testing"

	"encaisse/app/access"
)

func TestTheDoor(t *testing.T) {
	b := open(t)
	w := b.get("/account")
	if b.wants(w, http.StatusSeeOther); w.Header().Get("Location") != "/sign-in?to=%2Faccount" {
		t.Errorf("sent to %s", w.Header().Get("Location"))
	}
	b.wants(b.get("/sign-in"), 200, "Connexion", "camille", "Nom d’utilisateur")
	b.lang = "en"
	b.wants(b.get("/sign-in"), 200, "Sign in", "User name")

	// A wrong password says no more than that, and what was typed stays.
	b.wants(b.post("/sign-in", "name", "camille<b>", "password", "wrong"), http.StatusUnauthorized, "Wrong name or password", "camille&lt;b&gt;")
	if len(b.cookies) > 0 {
		t.Errorf("cookies %v", b.cookies)
	}
	w = b.post("/sign-in", "name", "camille", "password", password, "to", "/account?x=1")
	if b.wants(w, http.StatusSeeOther); w.Header().Get("Location") != "/account?x=1" {
		t.Errorf("sent to %s", w.Header().Get("Location"))
	}
	cookie := w.Result().Cookies()[0]
	if !cookie.HttpOnly || cookie.SameSite != http.SameSiteLaxMode || cookie.Path != "/" || len(cookie.Value) < 43 {
		t.Errorf("the cookie is %+v", cookie)
	}
	b.wants(b.get("/account"), 200, "camille", "Comptoir Luciole SAS")

	b.wants(b.post("/sign-out"), http.StatusSeeOther)
	b.cookies[cookie.Name] = cookie.Value // also who kept it is out
	b.wants(b.get("/account"), http.StatusSeeOther)
}

func TestAfterSigningInOneStaysHere(t *testing.T) {
	for to, want := range map[string]string{"": "/", "//evil.example/": "/", "https://evil.example/": "/", `/\evil.example`: "/", "/orders?view=draft": "/orders?view=draft", "account": "/"} {
		b := open(t)
		w := b.post("/sign-in/demo", "user", "camille", "to", to)
		if w.Header().Get("Location") != want {
			t.Errorf("%q leads to %q", to, w.Header().Get("Location"))
		}
	}
}

// The open doors are those of the demonstration, on its own machine.
func TestOpenDoors(t *testing.T) {
	b := open(t)
	b.remote = "192.0.2.1:4000"
	if body := b.wants(b.get("/sign-in"), 200); strings.Contains(body, "camille") {
		t.Error("another machine is offered the demonstration")
	}
	b.wants(b.post("/sign-in/demo", "user", "camille"), http.StatusNotFound)
	b.remote = "127.0.0.1:4000"
	b.wants(b.post("/sign-in/demo", "user", "somebody"), http.StatusNotFound)

	a, _ := firm()
	b = on(t, a, Options{})
	b.wants(b.post("/sign-in/demo", "user", "camille"), http.StatusNotFound)
	b.wants(b.get("/design"), http.StatusNotFound, "Introuvable", "req_")
}

func TestOtherSitesCanNotAct(t *testing.T) {
	b := as(t, access.Sales)
	b.site = "cross-site"
	for _, s := range append(inner(), screen{route: "POST /sign-in"}, screen{route: "POST /look"}) {
		if path, ok := strings.CutPrefix(s.route, "POST "); ok {
			b.wants(b.post(strings.ReplaceAll(path, "{id}", "x")), http.StatusForbidden, "autre site")
		}
	}
}

func TestLooksAreKept(t *testing.T) {
	b := as(t, access.Sales)
	b.post("/look", "theme", "dark", "back", "/account")
	b.post("/look", "language", "en")
	b.post("/look", "density", "<b>", "keys", "nokeys")
	body := b.wants(b.get("/account"), 200, `lang="en"`, `data-theme="dark"`, `data-keys="off"`, "My account")
	if strings.Contains(body, "data-density") {
		t.Error("a density that is none was kept")
	}
}

func TestAnotherSeat(t *testing.T) {
	b := as(t, access.Finance)
	before := b.cookies[plainCookie]
	a, _ := firm()
	s, err := a.SessionOf(t.Context(), before)
	if err != nil {
		t.Fatal(err)
	}
	b.wants(b.post("/account/seat", "role", access.Admin, "entity", s.Entity.Text("ent")), http.StatusForbidden)
	b.wants(b.post("/account/seat", "role", access.Finance, "entity", s.Entity.Text("ent")), http.StatusSeeOther)
	if b.cookies[plainCookie] == before {
		t.Error("the secret stayed")
	}
}
