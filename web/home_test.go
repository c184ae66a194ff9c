package web

import (
	"html"
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

var (
	keyFigure = regexp.MustCompile(`<a href="([^"]+)"><span class="name">[^<]+</span>\s*<span class="big">([^<]+)<span class="c">([^<]+)<`)
	tags      = regexp.MustCompile(`<[^>]*>`)
	agedBar   = regexp.MustCompile(`(?s)<a href="(/aging/documents\?bucket=[^"]+)">.*?<span class="num">([^<]+)<`)
)

// Every figure of the first page leads to documents that sum to it, and stands
// there for nobody whom they are closed to.
func TestEveryFigureOfTheFirstPageLeadsToItsSum(t *testing.T) {
	least := map[string]int{access.Finance: 12, access.Cash: 11, access.CreditManager: 12, access.Billing: 3, access.Sales: 1, access.Warehouse: 0}
	for role, n := range least {
		b := as(t, role)
		body := waitingPart.ReplaceAllString(b.wants(b.get("/"), http.StatusOK), "")
		found := append(keyFigure.FindAllStringSubmatch(body, -1), agedBar.FindAllStringSubmatch(body, -1)...)
		if len(found) < n || n == 0 && len(found) > 0 {
			t.Errorf("%s: %d figures, at least %d are his", role, len(found), n)
		}
		for _, m := range found {
			said := strings.TrimSuffix(strings.Join(m[2:], ""), "ours") // days are told short there
			if strings.HasPrefix(said, "0,00") {
				continue // nothing is listed there
			}
			if there := tags.ReplaceAllString(b.wants(b.get(html.UnescapeString(m[1])), http.StatusOK), ""); !strings.Contains(there, said) {
				t.Errorf("%s: %s leads to %s, which does not say so", role, said, m[1])
			}
		}
	}
}
