package web

import (
	"net/http"
	"regexp"
	"strings"
	"testing"

	"encaisse/app/access"
)

var (
	waitingPart = regexp.MustCompile(`(?s)<section[^>]*aria-labelledby="h-waiting">(.*?)</section>`)
	waitingTask = regexp.MustCompile(`(?s)<a href="([^"]+)"><span class="name">([^<]+)</span>\s*<span class="big">([^<]+)<`)
)

// What waits for a role stands on its first page, and leads to where it waits;
// nobody is waited for at a desk that is not his.
func TestWhatWaitsForARole(t *testing.T) {
	wants := map[string]string{access.CreditManager: "/credit/holds", access.Warehouse: "/picking", access.Collections: "/day", access.Cash: "/apply", access.Admin: "/credit/holds", access.Auditor: ""}
	for role, path := range wants {
		b := as(t, role)
		found := map[string]string{}
		if part := waitingPart.FindStringSubmatch(b.wants(b.get("/"), http.StatusOK)); part != nil {
			for _, m := range waitingTask.FindAllStringSubmatch(part[1], -1) {
				found[m[1]] = m[3]
				b.wants(b.get(m[1]), http.StatusOK)
			}
		}
		if path == "" && len(found) > 0 || path != "" && found[path] == "" {
			t.Errorf("%s is awaited at %v", role, found)
		}
		if n := found["/credit/holds"]; n != "" {
			if body := b.get("/credit/holds").Body.String(); !strings.Contains(body, n+" commandes") {
				t.Errorf("%s: %s orders on hold are awaited, the page says otherwise", role, n)
			}
		}
	}
}
