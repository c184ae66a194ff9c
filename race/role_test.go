package race

import (
	"fmt"
	"slices"
	"testing"

	"encaisse/app"
)

// quality S4: each role's key at each route: 403 exactly where the registry
// says so, and every route of the registry is there.
func TestRolesByRoute(t *testing.T) {
	c := found(t, "sqlite:"+t.TempDir()+"/encaisse.db", 1)
	c.customer("dupont", "")
	keys := c.keyring()
	operations := c.operations()
	if got, want := len(operations), len(app.All()); got != want {
		t.Errorf("%d routes in the OpenAPI, %d in the registry", got, want)
	}
	crowd(len(operations), func(i int) {
		o := operations[i]
		e, ok := app.Find(o.ID)
		if !ok || e.Method != o.Method || e.Path != o.Path {
			t.Errorf("%s %s is %q, which the registry does not have there", o.Method, o.Path, o.ID)
			return
		}
		c.stranger(o)
		for role, key := range keys {
			c.asked(o, role, key, e.Allows(role))
		}
	})
}

// keyring makes a key of each role.
func (c *company) keyring() map[string]string {
	c.Helper()
	keys := map[string]string{}
	for _, role := range app.Roles() {
		in := m{"user": "admin", "role": role}
		if role == "customer" {
			in["customer"] = "dupont"
		}
		keys[role] = c.must("POST", "/v1/apikeys", in).text("key")
	}
	return keys
}

// asked sends what every role may send at most: nothing that exists.
func (c *company) asked(o operation, role, key string, allowed bool) {
	a := c.ask(request{method: o.Method, path: o.at("x"), body: body(o), key: fmt.Sprint("role-", role, o.ID),
		header: [][2]string{{"Authorization", "Bearer " + key}}})
	if refused := a.status == 403; refused == allowed || refused && a.text("code") != "app.role" {
		c.Errorf("as %s (allowed: %v): %v", role, allowed, a)
	}
	if slices.Contains(o.Roles, role) != allowed {
		c.Errorf("%s: the OpenAPI names the roles %v", o.ID, o.Roles)
	}
}

// stranger comes without a key, or with a wrong one.
func (c *company) stranger(o operation) {
	for _, header := range []string{"", "Bearer", "Bearer enc_", "Bearer " + c.admin[:len(c.admin)-1], "Basic " + c.admin, c.admin} {
		a := c.ask(request{method: o.Method, path: o.at("x"), body: body(o), key: "stranger", header: [][2]string{{"Authorization", header}}})
		if a.status != 401 || a.header.Get("WWW-Authenticate") == "" {
			c.Errorf("with %q: %v", header, a)
		}
	}
}

// body is an empty object where a route takes one.
func body(o operation) any {
	if o.Method == "GET" {
		return nil
	}
	return m{}
}
