// Package oidc lets an organisation's own identity provider say who somebody is
// (OpenID Connect: authorization code with PKCE). It decides nothing about users.
package oidc

import (
	"errors"
	"fmt"
	"net"
	"net/url"
	"strings"
)

// The settings of an installation, from the program's surroundings.
const (
	IssuerSetting = "ENCAISSE_OIDC_ISSUER"
	ClientSetting = "ENCAISSE_OIDC_CLIENT"
	SecretSetting = "ENCAISSE_OIDC_SECRET"
	NameSetting   = "ENCAISSE_OIDC_NAME"
	ClaimSetting  = "ENCAISSE_OIDC_GROUPS_CLAIM"
	RolesSetting  = "ENCAISSE_OIDC_ROLES"
)

// Secret is a text that nothing prints.
type Secret string

func (Secret) String() string               { return "(secret)" }
func (Secret) GoString() string             { return "(secret)" }
func (Secret) MarshalText() ([]byte, error) { return []byte("(secret)"), nil }

// Settings name the provider, and what its groups may be here.
type Settings struct {
	Issuer string
	Client string
	Secret Secret
	Name   string              // of the organisation, on the button
	Claim  string              // of the groups in an identity token
	Roles  map[string][]string // by group
}

// Read is what the surroundings say; nil when they name no issuer.
func Read(setting func(string) string) (*Settings, error) {
	s := &Settings{Issuer: setting(IssuerSetting), Client: setting(ClientSetting), Secret: Secret(setting(SecretSetting)), Name: setting(NameSetting), Claim: setting(ClaimSetting)}
	if s.Issuer == "" {
		return nil, nil
	}
	u, err := url.Parse(s.Issuer)
	if err != nil || u.Host == "" || u.User != nil || u.RawQuery != "" || u.Fragment != "" || u.Scheme != "https" && !(u.Scheme == "http" && loopback(u.Hostname())) {
		return nil, fmt.Errorf("%s must be the https address of an issuer", IssuerSetting)
	}
	if s.Client == "" || s.Secret == "" {
		return nil, fmt.Errorf("%s needs %s and %s beside it", IssuerSetting, ClientSetting, SecretSetting)
	}
	if s.Name == "" {
		s.Name = u.Hostname()
	}
	if s.Claim == "" {
		s.Claim = "groups"
	}
	s.Roles, err = roles(setting(RolesSetting))
	return s, err
}

// roles reads "group=role role; group=role".
func roles(text string) (map[string][]string, error) {
	out := map[string][]string{}
	for part := range strings.SplitSeq(text, ";") {
		if strings.TrimSpace(part) == "" {
			continue
		}
		group, list, ok := strings.Cut(part, "=")
		if group = strings.TrimSpace(group); !ok || group == "" || len(strings.Fields(list)) == 0 {
			return nil, errors.New(RolesSetting + " must read: group=role role; group=role")
		}
		out[group] = append(out[group], strings.Fields(list)...)
	}
	return out, nil
}

// Of are the roles that groups give, each once.
func (s Settings) Of(groups []string) (out []string) {
	seen := map[string]bool{}
	for _, g := range groups {
		for _, r := range s.Roles[g] {
			if !seen[r] {
				seen[r], out = true, append(out, r)
			}
		}
	}
	return out
}

// loopback tells a host that is this machine, by its very name.
func loopback(host string) bool {
	ip := net.ParseIP(host)
	return host == "localhost" || ip != nil && ip.IsLoopback()
}
