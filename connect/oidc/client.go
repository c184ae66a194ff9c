package oidc

import (
	"context"
	"errors"
	"io"
	"net"
	"net/http"
	"net/netip"
	"net/url"
	"time"
)

// How long the provider may take to answer, and how much it may say.
const (
	patience = 10 * time.Second
	mostSaid = 1 << 20
)

// errPlace is the no to an address that nobody meant.
var errPlace = errors.New("the provider leads to a place that is not its own")

// guarded asks the provider and nobody else by accident: over https only, with
// no redirects and no proxy, and never an address inside a house, but for the
// issuer's own host, which the installation named. The addresses are looked at
// when they are dialled, so that a name can not change between.
type guarded struct {
	home  string // the issuer's host
	here  bool   // the issuer is on this machine
	under http.RoundTripper
}

func client(issuer *url.URL) *http.Client {
	g := &guarded{home: issuer.Hostname(), here: loopback(issuer.Hostname())}
	g.under = &http.Transport{DialContext: g.dial, TLSHandshakeTimeout: patience, ResponseHeaderTimeout: patience, MaxIdleConns: 4, IdleConnTimeout: time.Minute}
	return &http.Client{Transport: g, Timeout: patience, CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
}

// RoundTrip is one question; what is said beyond measure is cut.
func (g *guarded) RoundTrip(r *http.Request) (*http.Response, error) {
	if r.URL.Scheme != "https" && !(g.here && r.URL.Scheme == "http") {
		return nil, errPlace
	}
	answer, err := g.under.RoundTrip(r)
	if err != nil {
		return nil, err
	}
	answer.Body = struct {
		io.Reader
		io.Closer
	}{io.LimitReader(answer.Body, mostSaid), answer.Body}
	return answer, nil
}

func (g *guarded) dial(ctx context.Context, network, address string) (net.Conn, error) {
	host, port, err := net.SplitHostPort(address)
	if err != nil {
		return nil, err
	}
	found, err := net.DefaultResolver.LookupNetIP(ctx, "ip", host)
	if err != nil {
		return nil, err
	}
	err = errPlace
	for _, ip := range found {
		if !g.fits(ip.Unmap(), host == g.home) {
			continue
		}
		var c net.Conn
		if c, err = (&net.Dialer{Timeout: patience}).DialContext(ctx, network, net.JoinHostPort(ip.Unmap().String(), port)); err == nil {
			return c, nil
		}
	}
	return nil, err
}

// special are addresses of no place in the world, beside those that netip knows.
var special = []netip.Prefix{netip.MustParsePrefix("0.0.0.0/8"), netip.MustParsePrefix("100.64.0.0/10"), netip.MustParsePrefix("192.0.0.0/24"), netip.MustParsePrefix("198.18.0.0/15"),
	netip.MustParsePrefix("240.0.0.0/4"), netip.MustParsePrefix("64:ff9b::/96"), netip.MustParsePrefix("64:ff9b:1::/48"), netip.MustParsePrefix("2002::/16")}

// fits tells whether an address may be dialled.
func (g *guarded) fits(ip netip.Addr, own bool) bool {
	if g.here {
		return ip.IsLoopback()
	}
	if ip.IsLoopback() || ip.IsUnspecified() || ip.IsMulticast() || ip.IsLinkLocalUnicast() {
		return false
	}
	inside := ip.IsPrivate()
	for _, p := range special {
		inside = inside || p.Contains(ip)
	}
	return own || !inside
}
