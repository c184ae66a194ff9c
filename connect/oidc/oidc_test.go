package oidc

import (
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"net/url"
	"strings"
	"sync/atomic"
	"testing"
	"time"
)

func TestSettings(t *testing.T) {
	read := func(issuer, client, secret, roles string) (*Settings, error) {
		return Read(func(name string) string {
			return map[string]string{IssuerSetting: issuer, ClientSetting: client, SecretSetting: secret, RolesSetting: roles}[name]
		})
	}
	if s, err := read("", "c", "s", "x"); s != nil || err != nil {
		t.Errorf("without an issuer: %v, %v", s, err)
	}
	for _, issuer := range []string{"http://idp.exemple.fr", "ftp://idp.exemple.fr", "idp.exemple.fr", "https://", "https://u:p@idp.exemple.fr", "https://idp.exemple.fr/?x=1", "https://idp.exemple.fr/#x", "http://localhost.exemple.fr", "http://169.254.169.254"} {
		if _, err := read(issuer, "c", "s", ""); err == nil {
			t.Errorf("%s was taken", issuer)
		}
	}
	for _, bad := range [][4]string{{"https://idp.exemple.fr", "", "s", ""}, {"https://idp.exemple.fr", "c", "", ""}, {"https://idp.exemple.fr", "c", "s", "a"}, {"https://idp.exemple.fr", "c", "s", "=cash"}, {"https://idp.exemple.fr", "c", "s", "a= "}} {
		if _, err := read(bad[0], bad[1], bad[2], bad[3]); err == nil {
			t.Errorf("%v was taken", bad)
		}
	}
	for _, issuer := range []string{"https://idp.exemple.fr/realms/x", "http://127.0.0.1:9000", "http://localhost:9000", "http://[::1]:9000"} {
		s, err := read(issuer, "c", "very secret", "compta = cash finance; ventes=sales;; compta=auditor")
		if err != nil {
			t.Fatal(err)
		}
		if got := fmt.Sprint(s.Of([]string{"ventes", "compta", "none", "compta"})); got != "[sales cash finance auditor]" {
			t.Errorf("roles %s", got)
		}
		var b strings.Builder
		slog.New(slog.NewJSONHandler(&b, nil)).Info("x", "s", s, "p", s.Secret)
		fmt.Fprintf(&b, "%v %+v %#v %s %q", *s, *s, *s, s.Secret, s.Secret)
		if strings.Contains(b.String(), "very") {
			t.Errorf("the secret is printed: %s", &b)
		}
	}
}

// What is inside a house is not asked, but for the issuer that was named.
func TestPlaces(t *testing.T) {
	world, here := &guarded{}, &guarded{here: true}
	for _, x := range []struct {
		ip               string
		other, own, ours bool
	}{
		{"93.184.216.34", true, true, false}, {"2606:2800:220:1::1", true, true, false},
		{"10.0.0.1", false, true, false}, {"192.168.1.1", false, true, false}, {"172.16.0.1", false, true, false}, {"fd00::1", false, true, false}, {"100.64.0.1", false, true, false},
		{"169.254.169.254", false, false, false}, {"fe80::1", false, false, false}, {"0.0.0.0", false, false, false}, {"224.0.0.1", false, false, false}, {"::", false, false, false},
		{"127.0.0.1", false, false, true}, {"::1", false, false, true}, {"::ffff:127.0.0.1", false, false, true}, {"::ffff:169.254.169.254", false, false, false}, {"64:ff9b::a9fe:a9fe", false, true, false},
	} {
		ip := netip.MustParseAddr(x.ip).Unmap()
		if a, b, c := world.fits(ip, false), world.fits(ip, true), here.fits(ip, true); a != x.other || b != x.own || c != x.ours {
			t.Errorf("%s: %v %v %v", x.ip, a, b, c)
		}
	}
}

// An issuer elsewhere can not lead to what listens here: not by an address, nor
// by a name, nor by a redirect, nor over http.
func TestNothingInsideIsAsked(t *testing.T) {
	var asked atomic.Int64
	inside := httptest.NewServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) { asked.Add(1) }))
	defer inside.Close()
	_, port, _ := strings.Cut(strings.TrimPrefix(inside.URL, "http://"), ":")
	for _, issuer := range []string{"https://idp.exemple.fr", "https://127.0.0.1:" + port, "https://localhost:" + port} {
		u, _ := url.Parse(issuer)
		c := client(u)
		if u.Hostname() != "idp.exemple.fr" {
			c.Transport.(*guarded).here = false // as if it were a name in the world that means this machine
		}
		for _, to := range []string{inside.URL, "https://127.0.0.1:" + port, "https://localhost:" + port, "https://2130706433:" + port, "https://[::ffff:127.0.0.1]:" + port, "file:///etc/passwd", "gopher://127.0.0.1:" + port} {
			if answer, err := c.Get(to); err == nil {
				answer.Body.Close()
				t.Errorf("%s was asked for %s", to, issuer)
			}
		}
	}
	away := httptest.NewServer(http.RedirectHandler(inside.URL, http.StatusFound))
	defer away.Close()
	p := New(Settings{Issuer: away.URL, Client: "c", Secret: "s"}, time.Now)
	if _, err := p.Ask(t.Context(), NewTry("http://x/back")); !errors.Is(err, ErrAway) {
		t.Errorf("a redirect: %v", err)
	}
	if asked.Load() != 0 {
		t.Errorf("%d questions came inside", asked.Load())
	}
}

// A provider that speaks of another issuer, or of places over http, is not believed.
func TestFalseProviders(t *testing.T) {
	for name, says := range map[string]string{
		"another issuer": `{"issuer":"https://evil.example","authorization_endpoint":"https://evil.example/a","token_endpoint":"https://evil.example/t","jwks_uri":"https://evil.example/k"}`,
		"plain places":   `{"issuer":"SELF","authorization_endpoint":"http://evil.example/a","token_endpoint":"SELF/t","jwks_uri":"SELF/k"}`,
		"no text":        `<html>`,
	} {
		var self string
		server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Type", "application/json")
			fmt.Fprint(w, strings.ReplaceAll(says, "SELF", self))
		}))
		self = server.URL
		p := New(Settings{Issuer: server.URL, Client: "c", Secret: "s"}, time.Now)
		if to, err := p.Ask(t.Context(), NewTry("http://x/back")); !errors.Is(err, ErrAway) {
			t.Errorf("%s: %q, %v", name, to, err)
		}
		server.Close()
	}
}
