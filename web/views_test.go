package web

import (
	"net/http"
	"regexp"
	"slices"
	"strings"
	"testing"

	"encaisse/app"
	"encaisse/app/access"
	"encaisse/app/view"
)

var keeps = regexp.MustCompile(`name="list" value="([^"]+)"`)

// Views are kept of the lists there are, each by its address, and of no other.
func TestViewsAreOfTheListsThereAre(t *testing.T) {
	drawn := map[string]bool{}
	for _, role := range app.Roles() {
		if staff[role] == "" {
			continue // the portal's
		}
		b := as(t, role)
		for _, s := range inner() {
			method, path, _ := strings.Cut(s.route, " ")
			if method != "GET" || strings.Contains(path, "{") || strings.HasSuffix(path, "/events") || drawn[strings.Trim(path, "/")] {
				continue
			}
			w := b.get(path)
			if w.Code != http.StatusOK {
				continue
			}
			for _, m := range keeps.FindAllStringSubmatch(w.Body.String(), -1) {
				drawn[m[1]] = true
				if !slices.Contains(view.Lists(), m[1]) {
					t.Errorf("views of %s can not be kept", m[1])
				}
				if "/"+m[1] != path {
					t.Errorf("%s keeps views of %s", path, m[1])
				}
			}
		}
	}
	for _, name := range view.Lists() {
		if !drawn[name] {
			t.Errorf("no page is the list %s", name)
		}
	}
	b := as(t, access.Sales)
	b.wants(b.post("/views", "list", "nowhere", "name", "Perdue", "key", "views-1"), http.StatusUnprocessableEntity, "nowhere")
}
