package web

import (
	"context"
	"flag"
	"net/http"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"encaisse/app/access"

	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/chromedp"
)

// The pictures of docs/tour.md are of a demonstration that runs:
//
//	go run . demo &
//	go test ./web -run Tour -shoot http://127.0.0.1:8080
var shoot = flag.String("shoot", "", "address of a running demonstration to make the pictures of docs/tour.md from")

// stop is a page of the tour. In its path {list} is the first record of a list.
type stop struct {
	picture, role, path string
	wide                int64
}

const customer = "customer" // comes in by the portal's door

var stops = []stop{
	{"home", access.Admin, "/", 1366},
	{"order-entry", access.Sales, "{/orders?view=confirmed}/amend", 1366},
	{"order", access.Sales, "{/orders?view=closed}", 1366},
	{"holds", access.CreditManager, "/credit/holds", 1366},
	{"picking", access.Warehouse, "{/picking}", 360},
	{"invoices", access.Billing, "/invoices?view=overdue", 1366},
	{"day", access.Collections, "/day", 1366},
	{"apply", access.Cash, "/apply", 1366},
	{"portal", customer, "/portal", 1366},
}

var shownInTour = regexp.MustCompile(`!\[[^\]]+\]\(tour/([a-z-]+)\.png\)`)

// Every picture of the tour is one that this test makes, of a page that opens.
func TestTour(t *testing.T) {
	text, err := os.ReadFile("../docs/tour.md")
	if err != nil {
		t.Fatal(err)
	}
	var shown, made []string
	for _, m := range shownInTour.FindAllStringSubmatch(string(text), -1) {
		shown = append(shown, m[1])
	}
	for _, s := range stops {
		made = append(made, s.picture)
		if _, err := os.Stat(s.file()); err != nil && *shoot == "" {
			t.Error(err)
		}
		if s.role != customer {
			b := as(t, s.role)
			path := s.found(t, func(list string) string { return b.wants(b.get(list), http.StatusOK) })
			b.wants(b.get(path), http.StatusOK)
		}
	}
	if !slices.Equal(shown, made) {
		t.Errorf("docs/tour.md shows %v, the test makes %v", shown, made)
	}
	if *shoot != "" {
		ctx, _ := chromium(t)
		for _, s := range stops {
			s.shoot(t, ctx, *shoot)
		}
	}
}

func (s stop) file() string { return filepath.Join("..", "docs", "tour", s.picture+".png") }

// found is the path with the first record of its list.
func (s stop) found(t *testing.T, read func(list string) string) string {
	t.Helper()
	list, rest, ok := strings.Cut(strings.TrimPrefix(s.path, "{"), "}")
	if !ok {
		return s.path
	}
	page, _, _ := strings.Cut(list, "?")
	number := regexp.MustCompile(`href="`+page+`/([^"/?]+)"`).FindAllStringSubmatch(read(list), -1)
	for _, n := range number {
		if n[1] != "new" && n[1] != "incomplete" {
			return page + "/" + n[1] + rest
		}
	}
	t.Fatalf("%s: nothing on %s", s.picture, list)
	return ""
}

func (s stop) shoot(t *testing.T, ctx context.Context, url string) {
	t.Helper()
	run(t, ctx, network.ClearBrowserCookies(), network.SetExtraHTTPHeaders(network.Headers{"Accept-Language": "fr"}), chromedp.EmulateViewport(1366, 768))
	if s.role == customer {
		run(t, ctx, chromedp.Navigate(url+"/portal"), chromedp.Click(`form button`, chromedp.NodeVisible), chromedp.WaitVisible(`#dues`, chromedp.ByQuery))
	} else {
		enters(t, ctx, url, s.role)
	}
	path := s.found(t, func(list string) (body string) {
		run(t, ctx, chromedp.Navigate(url+list), chromedp.OuterHTML("html", &body))
		return body
	})
	var picture []byte
	run(t, ctx, chromedp.EmulateViewport(s.wide, 768), chromedp.Navigate(url+path), chromedp.CaptureScreenshot(&picture))
	if err := os.MkdirAll(filepath.Dir(s.file()), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(s.file(), picture, 0o644); err != nil {
		t.Fatal(err)
	}
}
