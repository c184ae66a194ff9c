package web

import (
	"crypto"
	"crypto/hmac"
	"crypto/rand"
	"crypto/rsa"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"maps"
	"math/big"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"encaisse/app/access"
	"encaisse/app/company"
	"encaisse/connect/oidc"
)

// provider is an identity provider that says what the test wants, and checks
// what a real one does: the client, the proof key and that a code is used once.
type provider struct {
	*house
	url   string
	key   *rsa.PrivateKey
	codes map[string]granted
	asked atomic.Int64

	subject, email string // whom it knows in a browser, without asking
}

type claimed map[string]any

// granted is what stands behind a code.
type granted struct {
	challenge, back, token string
}

const clientSecret = "a client's own secret, of some length"

// newProvider is a provider, and a house that trusts it.
func newProvider(t *testing.T) *provider {
	t.Helper()
	key, err := rsa.GenerateKey(rand.Reader, 2048)
	if err != nil {
		t.Fatal(err)
	}
	p := &provider{key: key, codes: map[string]granted{}}
	mux := http.NewServeMux()
	say := func(w http.ResponseWriter, v any) {
		w.Header().Set("Content-Type", "application/json")
		if err := json.NewEncoder(w).Encode(v); err != nil {
			t.Error(err)
		}
	}
	mux.HandleFunc("GET /.well-known/openid-configuration", func(w http.ResponseWriter, _ *http.Request) {
		say(w, claimed{"issuer": p.url, "authorization_endpoint": p.url + "/ask", "token_endpoint": p.url + "/token", "jwks_uri": p.url + "/keys", "end_session_endpoint": p.url + "/out",
			"id_token_signing_alg_values_supported": []string{"RS256", "HS256", "none"}})
	})
	mux.HandleFunc("GET /ask", func(w http.ResponseWriter, r *http.Request) {
		q := r.URL.Query()
		back, err := url.Parse(q.Get("redirect_uri"))
		if err != nil {
			t.Error(err)
		}
		http.Redirect(w, r, back.Scheme+"://"+back.Host+p.grant(q, p.sign(p.claims(p.subject, p.email, claimed{"nonce": q.Get("nonce")}))), http.StatusSeeOther)
	})
	mux.HandleFunc("GET /keys", func(w http.ResponseWriter, _ *http.Request) {
		say(w, claimed{"keys": []claimed{{"kty": "RSA", "kid": "one", "alg": "RS256", "use": "sig", "n": base64.RawURLEncoding.EncodeToString(key.N.Bytes()), "e": base64.RawURLEncoding.EncodeToString(big.NewInt(int64(key.E)).Bytes())}}})
	})
	mux.HandleFunc("POST /token", func(w http.ResponseWriter, r *http.Request) {
		g, known := p.codes[r.PostFormValue("code")]
		delete(p.codes, r.PostFormValue("code"))
		id, secret, _ := r.BasicAuth()
		secret, _ = url.QueryUnescape(secret)
		sum := sha256.Sum256([]byte(r.PostFormValue("code_verifier")))
		if !known || id != "encaisse" || secret != clientSecret || r.PostFormValue("redirect_uri") != g.back || base64.RawURLEncoding.EncodeToString(sum[:]) != g.challenge {
			w.Header().Set("Content-Type", "application/json")
			w.WriteHeader(http.StatusBadRequest)
			say(w, claimed{"error": "invalid_grant"})
			return
		}
		say(w, claimed{"access_token": "x", "token_type": "Bearer", "id_token": g.token})
	})
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		p.asked.Add(1)
		mux.ServeHTTP(w, r)
	}))
	t.Cleanup(server.Close)
	p.url = server.URL
	s, err := oidc.Read(func(name string) string {
		return map[string]string{oidc.IssuerSetting: p.url, oidc.ClientSetting: "encaisse", oidc.SecretSetting: clientSecret, oidc.NameSetting: "Annuaire",
			oidc.RolesSetting: "compta = cash billing; ventes = sales; credit = credit_manager"}[name]
	})
	if err != nil {
		t.Fatal(err)
	}
	p.house = newHouseWith(t, s)
	return p
}

func packed(v any) string {
	b, _ := json.Marshal(v) // texts, numbers and lists of them
	return base64.RawURLEncoding.EncodeToString(b)
}

// sign makes a token that the provider's key signed.
func (p *provider) sign(c claimed) string {
	body := packed(claimed{"alg": "RS256", "kid": "one", "typ": "JWT"}) + "." + packed(c)
	sum := sha256.Sum256([]byte(body))
	s, err := rsa.SignPKCS1v15(rand.Reader, p.key, crypto.SHA256, sum[:])
	if err != nil {
		p.Fatal(err)
	}
	return body + "." + base64.RawURLEncoding.EncodeToString(s)
}

// claims are those of an identity token for who proved who he is just now.
func (p *provider) claims(subject, email string, more claimed) claimed {
	now := p.app.DB.Now().Unix()
	c := claimed{"iss": p.url, "aud": "encaisse", "sub": subject, "email": email, "email_verified": true, "iat": now, "exp": now + 300, "auth_time": now}
	maps.Copy(c, more)
	return c
}

// begin presses the button, and is what the provider is asked with it.
func (p *provider) begin(b *browser, path string) url.Values {
	b.Helper()
	w := b.get(path)
	if b.wants(w, http.StatusSeeOther); !strings.HasPrefix(w.Header().Get("Location"), p.url+"/ask?") {
		b.Fatalf("sent to %s", w.Header().Get("Location"))
	}
	u, err := url.Parse(w.Header().Get("Location"))
	if err != nil {
		b.Fatal(err)
	}
	q := u.Query()
	if q.Get("response_type") != "code" || q.Get("code_challenge_method") != "S256" || q.Get("client_id") != "encaisse" || len(q.Get("state")) < 43 || len(q.Get("nonce")) < 43 || !strings.Contains(q.Get("scope"), "openid") {
		b.Errorf("asked %v", q)
	}
	return q
}

// grant makes a code for a token, and the address it comes back by.
func (p *provider) grant(q url.Values, token string) string {
	code := rand.Text()
	p.codes[code] = granted{q.Get("code_challenge"), q.Get("redirect_uri"), token}
	u, err := url.Parse(q.Get("redirect_uri"))
	if err != nil {
		p.Fatal(err)
	}
	return u.Path + "?" + url.Values{"code": {code}, "state": {q.Get("state")}, "iss": {p.url}}.Encode()
}

// come signs in as a subject, and is where that leads.
func (p *provider) come(b *browser, subject, email string, more claimed) *httptest.ResponseRecorder {
	b.Helper()
	q := p.begin(b, "/sign-in/identity?to=/orders")
	c := p.claims(subject, email, claimed{"nonce": q.Get("nonce")})
	maps.Copy(c, more)
	return b.abroad(p.grant(q, p.sign(c)))
}

// abroad opens an address of ours that another site leads to.
func (b *browser) abroad(path string) *httptest.ResponseRecorder {
	b.Helper()
	b.site = "cross-site"
	defer func() { b.site = "same-origin" }()
	return b.get(path)
}

// invites lets who has an address come in as a user, on the page of users.
func (p *provider) invites(user, email string) {
	p.Helper()
	admin := p.hire("chef-"+user, access.Admin)
	admin.wants(admin.get("/settings/users?user="+user), 200, "Entrer par Annuaire")
	admin.wants(admin.post("/settings/users/"+user, "step", "identity", "email", "no address", "key", "i0"), http.StatusUnprocessableEntity, "adresse de courriel")
	admin.wants(admin.post("/settings/users/"+user, "step", "identity", "email", email, "key", "i1"), http.StatusSeeOther)
	second := p.hire("deux-"+user, access.Finance) // who was in already takes two
	for _, m := range requestOf.FindAllStringSubmatch(second.get("/approvals").Body.String(), -1) {
		second.wants(second.post("/approvals/"+m[1]+"/grant", "key", "i2"+m[1]), http.StatusSeeOther)
	}
}

// Who was invited binds his identity to himself, once; from then on it is his
// subject that counts, not his address.
func TestIdentity(t *testing.T) {
	p := newProvider(t)
	b := p.hire("camille", access.Sales)
	b.wants(b.post("/sign-out"), http.StatusSeeOther)
	b.wants(b.get("/sign-in?to=/orders"), 200, "Entrer par Annuaire", `href="/sign-in/identity?to=%2Forders"`)
	if n := p.asked.Load(); n != 0 {
		t.Errorf("%d questions before anybody pressed the button", n)
	}
	b.wants(p.come(b, "1", "camille@exemple.fr", nil), http.StatusForbidden, "n’ouvre rien ici")
	p.invites("camille", "Camille@Exemple.fr")
	b.wants(p.come(b, "2", "camille@exemple.fr", claimed{"email_verified": false}), http.StatusForbidden)
	b.wants(p.come(b, "2", "camille@exemple.fr", claimed{"email_verified": "true"}), http.StatusUnauthorized)
	b.wants(p.come(b, "3", "autre@exemple.fr", nil), http.StatusForbidden)
	w := p.come(b, "1", "camille@exemple.fr", nil)
	if b.wants(w, http.StatusSeeOther); w.Header().Get("Location") != "/orders" || b.cookies[plainIdentity] != "" {
		t.Errorf("led to %s with %v", w.Header().Get("Location"), b.cookies)
	}
	b.wants(b.get("/orders"), 200)
	b.wants(b.get("/account"), 200, "Identité de l’organisation", "camille@exemple.fr")
	w = b.post("/sign-out")
	if b.wants(w, http.StatusSeeOther); w.Header().Get("Location") != "/sign-in?out=1" {
		t.Errorf("led to %s", w.Header().Get("Location"))
	}
	b.wants(b.get("/sign-in?out=1"), 200, "pas de Annuaire", `href="/sign-in/identity/out"`)
	if w = b.get("/sign-in/identity/out"); !strings.HasPrefix(w.Header().Get("Location"), p.url+"/out?client_id=encaisse&") {
		t.Errorf("led to %s", w.Header().Get("Location"))
	}
	b.wants(p.come(b, "4", "camille@exemple.fr", nil), http.StatusForbidden, "n’ouvre rien ici") // another of the same address
	b.wants(p.come(b, "1", "nouvelle@exemple.fr", nil), http.StatusSeeOther)
	p.later(8 * 24 * time.Hour)
	late := p.hire("paul", access.Sales)
	p.invites("paul", "paul@exemple.fr")
	p.later(8 * 24 * time.Hour)
	late.wants(p.come(late, "5", "paul@exemple.fr", nil), http.StatusForbidden) // too late
}

// What does not prove who somebody is opens nothing.
func TestIdentityAttacks(t *testing.T) {
	p := newProvider(t)
	b := p.hire("camille", access.Sales)
	p.invites("camille", "camille@exemple.fr")
	b.wants(p.come(b, "1", "camille@exemple.fr", nil), http.StatusSeeOther)
	b.wants(b.post("/sign-out"), http.StatusSeeOther)
	tries := map[string]func(q url.Values, c claimed) string{
		"swapped nonce": func(_ url.Values, c claimed) string { c["nonce"] = "another"; return p.sign(c) },
		"no nonce":      func(_ url.Values, c claimed) string { delete(c, "nonce"); return p.sign(c) },
		"wrong aud":     func(_ url.Values, c claimed) string { c["aud"] = "another"; return p.sign(c) },
		"two auds":      func(_ url.Values, c claimed) string { c["aud"] = []string{"encaisse", "another"}; return p.sign(c) },
		"wrong azp":     func(_ url.Values, c claimed) string { c["azp"] = "another"; return p.sign(c) },
		"wrong iss":     func(_ url.Values, c claimed) string { c["iss"] = "https://evil.example"; return p.sign(c) },
		"expired":       func(_ url.Values, c claimed) string { c["exp"] = p.app.DB.Now().Unix() - 1; return p.sign(c) },
		"no subject":    func(_ url.Values, c claimed) string { delete(c, "sub"); return p.sign(c) },
		"alg none":      func(_ url.Values, c claimed) string { return packed(claimed{"alg": "none"}) + "." + packed(c) + "." },
		"client's own key": func(_ url.Values, c claimed) string {
			body := packed(claimed{"alg": "HS256"}) + "." + packed(c)
			m := hmac.New(sha256.New, []byte(clientSecret))
			m.Write([]byte(body))
			return body + "." + base64.RawURLEncoding.EncodeToString(m.Sum(nil))
		},
		"changed": func(_ url.Values, c claimed) string {
			parts := strings.Split(p.sign(claimed{"sub": "2"}), ".")
			return parts[0] + "." + packed(c) + "." + parts[2]
		},
		"no token":        func(url.Values, claimed) string { return "" },
		"other challenge": func(q url.Values, c claimed) string { q.Set("code_challenge", "x"); return p.sign(c) },
		"other state":     func(q url.Values, c claimed) string { q.Set("state", q.Get("nonce")); return p.sign(c) },
	}
	for name, forge := range tries {
		q := p.begin(b, "/sign-in/identity")
		w := b.abroad(p.grant(q, forge(q, p.claims("1", "camille@exemple.fr", claimed{"nonce": q.Get("nonce")}))))
		if w.Code != http.StatusUnauthorized || b.cookies[plainCookie] != "" || !strings.Contains(w.Body.String(), "ne prouve pas") {
			t.Errorf("%s: %d, %v: %.300s", name, w.Code, b.cookies, w.Body)
		}
	}
	// An issuer that is another's, a refusal there, and nothing at all.
	for _, more := range []string{"&iss=https://evil.example", "&error=access_denied"} {
		q := p.begin(b, "/sign-in/identity")
		path, _, _ := strings.Cut(p.grant(q, ""), "?")
		b.wants(b.abroad(path+"?state="+q.Get("state")+more), http.StatusUnauthorized, "ne prouve pas")
	}
	b.wants(b.abroad(identityBack), http.StatusUnauthorized, "Recommencez")

	// A way back is good once, and only for the browser that began it.
	q := p.begin(b, "/sign-in/identity")
	token := p.sign(p.claims("1", "", claimed{"nonce": q.Get("nonce")}))
	path, step := p.grant(q, token), b.cookies[plainIdentity]
	other := on(t, p.app, Options{})
	other.wants(other.abroad(path), http.StatusUnauthorized)
	b.wants(b.abroad(path), http.StatusSeeOther)
	b.wants(b.post("/sign-out"), http.StatusSeeOther)
	b.cookies[plainIdentity] = step
	b.wants(b.abroad(p.grant(q, token)), http.StatusUnauthorized, "Recommencez")
	if b.cookies[plainCookie] != "" {
		t.Error("a state was taken twice")
	}
}

// Groups give roles and take them away; those that do not go together are withheld.
func TestGroupsGiveRoles(t *testing.T) {
	p := newProvider(t)
	admin := p.hire(company.Administrator, access.Admin)
	admin.wants(admin.post("/settings/users", "name", "lucie", "language", "fr", "key", "u1"), http.StatusSeeOther)
	b := on(t, p.app, Options{})
	p.invites("lucie", "lucie@exemple.fr")
	b.wants(p.come(b, "1", "lucie@exemple.fr", claimed{"groups": []string{"cantine"}}), http.StatusForbidden, "Aucun rôle")
	b.wants(p.come(b, "1", "lucie@exemple.fr", claimed{"groups": []string{"compta", "cantine"}}), http.StatusSeeOther) // the invitation was kept
	body := admin.wants(admin.get("/settings/users?user=lucie"), 200, "(groupe)")
	if n := strings.Count(body, "(groupe)"); n != 1 {
		t.Errorf("%d roles came with a group: billing and cash are incompatible", n)
	}
	b.wants(b.get("/to-invoice"), 200)
	// What people take away ends at once, until his groups give it again.
	admin.wants(admin.post("/settings/users/lucie", "step", "take", "role", "billing", "key", "t1"), http.StatusSeeOther)
	b.wants(b.get("/orders"), http.StatusSeeOther)
	b.wants(p.come(b, "1", "", claimed{"groups": "ventes"}), http.StatusSeeOther)
	b.wants(b.get("/orders"), 200)
	other := on(t, p.app, Options{})
	other.wants(p.come(other, "1", "", claimed{"groups": []string{"ventes", "credit"}}), http.StatusSeeOther)
	if body := admin.wants(admin.get("/settings/users?user=lucie"), 200); strings.Count(body, "(groupe)") != 1 {
		t.Error("sales and credit manager are incompatible")
	}
	other.wants(p.come(other, "1", "", nil), http.StatusForbidden, "Aucun rôle")
	b.wants(b.get("/orders"), 200) // what was refused changed nothing
	other.wants(p.come(other, "1", "", claimed{"groups": []string{"credit"}}), http.StatusSeeOther)
	b.wants(b.get("/orders"), http.StatusSeeOther) // his other seat is gone
}

// Who signs out at the provider is out here, at once.
func TestSignedOutElsewhere(t *testing.T) {
	p := newProvider(t)
	b := p.hire("camille", access.Sales)
	p.invites("camille", "camille@exemple.fr")
	in := func() string {
		t.Helper()
		q := p.begin(b, "/sign-in/identity")
		token := p.sign(p.claims("1", "camille@exemple.fr", claimed{"nonce": q.Get("nonce"), "sid": "s1"}))
		b.wants(b.abroad(p.grant(q, token)), http.StatusSeeOther)
		b.wants(b.get("/account"), 200)
		return token
	}
	tell := func(token string) int {
		server := on(t, p.app, Options{})
		server.site = ""
		return server.post("/sign-in/identity/gone", "logout_token", token).Code
	}
	gone := func(more claimed) claimed {
		now := p.app.DB.Now().Unix()
		c := claimed{"iss": p.url, "aud": "encaisse", "iat": now, "exp": now + 120, "jti": rand.Text(), "events": claimed{"http://schemas.openid.net/event/backchannel-logout": claimed{}}}
		maps.Copy(c, more)
		return c
	}
	token := in()
	for name, bad := range map[string]string{"none": "", "an identity token": token, "no event": p.sign(gone(claimed{"sub": "1", "events": claimed{}})), "a nonce": p.sign(gone(claimed{"sub": "1", "nonce": "n"})),
		"of nobody": p.sign(gone(nil)), "no id": p.sign(gone(claimed{"sub": "1", "jti": ""})), "old": p.sign(gone(claimed{"sub": "1", "iat": p.app.DB.Now().Unix() - 600})),
		"another's": p.sign(gone(claimed{"sub": "1", "aud": "another"})), "unsigned": packed(claimed{"alg": "none"}) + "." + packed(gone(claimed{"sub": "1"})) + "."} {
		if code := tell(bad); code != http.StatusBadRequest {
			t.Errorf("%s: %d", name, code)
		}
	}
	if code := tell(p.sign(gone(claimed{"sub": "somebody else"}))); code != http.StatusOK {
		t.Errorf("nobody of ours: %d", code)
	}
	b.wants(b.get("/account"), 200)
	for _, who := range []claimed{{"sub": "1"}, {"sid": "s1"}, {"sub": "1", "sid": "s1"}} {
		told := p.sign(gone(who))
		if code := tell(told); code != http.StatusOK {
			t.Errorf("%v: %d", who, code)
		}
		b.wants(b.get("/account"), http.StatusSeeOther)
		in()
		if code := tell(told); code != http.StatusBadRequest {
			t.Errorf("told twice: %d", code)
		}
		b.wants(b.get("/account"), 200)
	}
}

// An identity is a first proof: a role may ask for a second. It also proves
// again, in another tab, that it is he.
func TestIdentityAndOtherProofs(t *testing.T) {
	p := newProvider(t)
	b := p.hire("paul", access.Sales)
	p.invites("paul", "paul@exemple.fr")
	b.wants(p.come(b, "1", "paul@exemple.fr", nil), http.StatusSeeOther)
	p.later(11 * time.Minute)
	b.wants(b.post("/account/codes", "field", "typed"), http.StatusForbidden, "Est-ce bien vous", `href="/account/identity"`, `value="typed"`)
	for _, c := range []claimed{{"sub": "2"}, {"auth_time": p.app.DB.Now().Unix() - 3600}} {
		q := p.begin(b, "/account/identity")
		if q.Get("prompt") != "login" || q.Get("max_age") != "0" {
			t.Errorf("asked %v", q)
		}
		token := p.claims("1", "", claimed{"nonce": q.Get("nonce")})
		maps.Copy(token, c)
		if w := b.abroad(p.grant(q, p.sign(token))); w.Code != http.StatusForbidden && w.Code != http.StatusUnauthorized {
			t.Errorf("%v: %d", c, w.Code)
		}
		b.wants(b.post("/account/codes"), http.StatusForbidden)
	}
	before := b.cookies[plainCookie]
	q := p.begin(b, "/account/identity")
	b.wants(b.abroad(p.grant(q, p.sign(p.claims("1", "", claimed{"nonce": q.Get("nonce")})))), 200, "Fermez cet onglet")
	if b.cookies[plainCookie] == before {
		t.Error("the secret of the session stayed")
	}
	b.wants(b.post("/account/codes"), 200, "Codes de secours")

	admin := p.hire("cheffe", access.Admin)
	admin.wants(admin.post("/settings/sign-in/roles/sales", "required", "true", "key", "r1"), http.StatusSeeOther)
	w := p.come(b, "1", "", nil)
	if b.wants(w, http.StatusSeeOther); w.Header().Get("Location") != "/sign-in/app?to=%2Forders" {
		t.Errorf("led to %s", w.Header().Get("Location"))
	}
}

// Without a provider there is no button, and no way.
func TestNoIdentity(t *testing.T) {
	h := newHouse(t)
	b := h.hire("camille", access.Sales)
	for _, path := range []string{"/sign-in/identity", identityBack, "/sign-in/identity/out", "/account/identity"} {
		b.wants(b.get(path), http.StatusNotFound)
	}
	b.wants(b.post("/sign-in/identity/gone", "logout_token", "x"), http.StatusNotFound)
	b.wants(b.post("/sign-out"), http.StatusSeeOther)
	if strings.Contains(b.wants(b.get("/sign-in"), 200), "/sign-in/identity") {
		t.Error("a button that leads nowhere")
	}
}
