package oidc

import (
	"context"
	"crypto/subtle"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"sync"
	"time"

	"github.com/coreos/go-oidc/v3/oidc"
	"golang.org/x/oauth2"
)

// What a sign-in ends with when it does not end well.
var (
	ErrAway  = errors.New("the identity provider does not answer as it should")
	ErrWrong = errors.New("what came back does not prove who somebody is")
)

// known is how long what the provider says of itself is believed.
const known = time.Hour

// sound are the signatures that are taken: a key of the provider made them.
var sound = []string{oidc.RS256, oidc.RS384, oidc.RS512, oidc.PS256, oidc.PS384, oidc.PS512, oidc.ES256, oidc.ES384, oidc.ES512, oidc.EdDSA}

// Provider is the organisation's identity provider. Nothing is asked of it
// before somebody signs in.
type Provider struct {
	Settings
	now    func() time.Time
	client *http.Client

	mu    sync.Mutex
	found *discovered
}

// discovered is what the provider says of itself.
type discovered struct {
	at       time.Time
	endpoint oauth2.Endpoint
	verifier *oidc.IDTokenVerifier
	out      string // where one signs out
}

// New is the provider of settings, by a clock.
func New(s Settings, now func() time.Time) *Provider {
	issuer, _ := url.Parse(s.Issuer) // Read took it
	return &Provider{Settings: s, now: now, client: client(issuer)}
}

// discover asks the provider about itself, once an hour.
func (p *Provider) discover(ctx context.Context) (*discovered, error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.found != nil && p.now().Sub(p.found.at) < known {
		return p.found, nil
	}
	of, err := oidc.NewProvider(oidc.ClientContext(ctx, p.client), p.Issuer)
	if err != nil {
		return nil, fmt.Errorf("%w: %w", ErrAway, err)
	}
	var more struct {
		Out     string   `json:"end_session_endpoint"`
		Methods []string `json:"token_endpoint_auth_methods_supported"`
	}
	if err := of.Claims(&more); err != nil {
		return nil, fmt.Errorf("%w: %w", ErrAway, err)
	}
	d := &discovered{at: p.now(), endpoint: of.Endpoint(), verifier: of.Verifier(&oidc.Config{ClientID: p.Client, SupportedSigningAlgs: sound, Now: p.now}), out: more.Out}
	d.endpoint.AuthStyle = oauth2.AuthStyleInHeader
	if len(more.Methods) > 0 && !slices.Contains(more.Methods, "client_secret_basic") {
		d.endpoint.AuthStyle = oauth2.AuthStyleInParams
	}
	for _, place := range []string{d.endpoint.AuthURL, d.endpoint.TokenURL, d.out} {
		if u, err := url.Parse(place); err != nil || place != "" && u.Scheme != "https" && !(u.Scheme == "http" && loopback(p.host()) && loopback(u.Hostname())) {
			return nil, fmt.Errorf("%w: %s is no https address", ErrAway, place)
		}
	}
	p.found = d
	return d, nil
}

func (p *Provider) host() string {
	u, _ := url.Parse(p.Issuer) // Read took it
	return u.Hostname()
}

// Try is one sign-in: what only who began it knows.
type Try struct {
	State, Nonce, Verifier string
	Back                   string // the page of ours that the provider leads back to
	Again                  bool   // prove it anew, whoever is signed in there
}

// NewTry makes up the secrets of a try.
func NewTry(back string) Try {
	return Try{State: oauth2.GenerateVerifier(), Nonce: oauth2.GenerateVerifier(), Verifier: oauth2.GenerateVerifier(), Back: back}
}

func (p *Provider) config(d *discovered, back string) *oauth2.Config {
	return &oauth2.Config{ClientID: p.Client, ClientSecret: string(p.Secret), Endpoint: d.endpoint, RedirectURL: back, Scopes: []string{oidc.ScopeOpenID, "email", "profile"}}
}

// Ask is the address where somebody proves who he is. It fails with ErrAway.
func (p *Provider) Ask(ctx context.Context, t Try) (string, error) {
	d, err := p.discover(ctx)
	if err != nil {
		return "", err
	}
	options := []oauth2.AuthCodeOption{oidc.Nonce(t.Nonce), oauth2.S256ChallengeOption(t.Verifier)}
	if t.Again {
		options = append(options, oauth2.SetAuthURLParam("prompt", "login"), oauth2.SetAuthURLParam("max_age", "0"))
	}
	return p.config(d, t.Back).AuthCodeURL(t.State, options...), nil
}

// Identity is who the provider says somebody is.
type Identity struct {
	Subject string
	Email   string // "" when the provider did not verify it
	Groups  []string
	SID     string    // his session there
	Proven  time.Time // when he proved it there; zero when it does not say
}

// claims are what is read of an identity token.
type claims struct {
	Email    string `json:"email"`
	Verified bool   `json:"email_verified"`
	SID      string `json:"sid"`
	Party    string `json:"azp"`
	Proven   int64  `json:"auth_time"`
}

// Take takes the code that came back and says who it is. The issuer is what came
// with it, or "". It fails with ErrAway and ErrWrong.
func (p *Provider) Take(ctx context.Context, t Try, state, code, issuer string) (Identity, error) {
	if !same(state, t.State) || code == "" || issuer != "" && issuer != p.Issuer {
		return Identity{}, ErrWrong
	}
	d, err := p.discover(ctx)
	if err != nil {
		return Identity{}, err
	}
	ctx = oidc.ClientContext(ctx, p.client)
	tokens, err := p.config(d, t.Back).Exchange(ctx, code, oauth2.VerifierOption(t.Verifier))
	if no := (*oauth2.RetrieveError)(nil); errors.As(err, &no) && no.ErrorCode != "" {
		return Identity{}, fmt.Errorf("%w: %s", ErrWrong, no.ErrorCode)
	}
	if err != nil {
		return Identity{}, fmt.Errorf("%w: no tokens", ErrAway) // its words may hold what is secret
	}
	raw, _ := tokens.Extra("id_token").(string)
	token, err := d.verifier.Verify(ctx, raw)
	if err != nil {
		return Identity{}, fmt.Errorf("%w: %w", ErrWrong, err)
	}
	var c claims
	all := map[string]any{}
	if err := errors.Join(token.Claims(&c), token.Claims(&all)); err != nil {
		return Identity{}, fmt.Errorf("%w: %w", ErrWrong, err)
	}
	if !same(token.Nonce, t.Nonce) || token.Subject == "" || c.Party != "" && c.Party != p.Client || len(token.Audience) > 1 && c.Party == "" {
		return Identity{}, ErrWrong
	}
	out := Identity{Subject: token.Subject, SID: c.SID, Groups: texts(all[p.Claim])}
	if c.Verified {
		out.Email = c.Email
	}
	if c.Proven > 0 {
		out.Proven = time.Unix(c.Proven, 0)
	}
	return out, nil
}

// texts are the texts of a claim that is one or a list of them.
func texts(claim any) (out []string) {
	switch c := claim.(type) {
	case string:
		return []string{c}
	case []any:
		for _, x := range c {
			if s, ok := x.(string); ok {
				out = append(out, s)
			}
		}
	}
	return out
}

func same(a, b string) bool {
	return b != "" && subtle.ConstantTimeCompare([]byte(a), []byte(b)) == 1
}

// Out is where one signs out at the provider too, to come back to a page; ""
// when it has no such place.
func (p *Provider) Out(ctx context.Context, back string) (string, error) {
	d, err := p.discover(ctx)
	if err != nil || d.out == "" {
		return "", err
	}
	u, err := url.Parse(d.out)
	if err != nil {
		return "", err
	}
	q := u.Query()
	q.Set("client_id", p.Client)
	q.Set("post_logout_redirect_uri", back)
	u.RawQuery = q.Encode()
	return u.String(), nil
}

// Gone is who was signed out at the provider: by his subject, his session there, or both.
type Gone struct {
	ID, Subject, SID string
	Ends             time.Time
}

// event names what a logout token is about.
const event = "http://schemas.openid.net/event/backchannel-logout"

// lately is how old a logout token may be.
const lately = 5 * time.Minute

// Heard reads a logout token (OpenID Connect Back-Channel Logout 1.0, 2.6). It
// fails with ErrAway and ErrWrong; an identity token is none.
func (p *Provider) Heard(ctx context.Context, raw string) (Gone, error) {
	d, err := p.discover(ctx)
	if err != nil {
		return Gone{}, err
	}
	token, err := d.verifier.Verify(oidc.ClientContext(ctx, p.client), raw)
	if err != nil {
		return Gone{}, fmt.Errorf("%w: %w", ErrWrong, err)
	}
	var c struct {
		ID     string         `json:"jti"`
		SID    string         `json:"sid"`
		Nonce  *string        `json:"nonce"`
		Events map[string]any `json:"events"`
	}
	if err := token.Claims(&c); err != nil {
		return Gone{}, fmt.Errorf("%w: %w", ErrWrong, err)
	}
	_, about := c.Events[event]
	if age := p.now().Sub(token.IssuedAt); !about || c.Nonce != nil || c.ID == "" || token.Subject == "" && c.SID == "" || age > lately || age < -lately {
		return Gone{}, ErrWrong
	}
	return Gone{ID: c.ID, Subject: token.Subject, SID: c.SID, Ends: token.Expiry}, nil
}
