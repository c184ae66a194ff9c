package portal

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http/httptest"
	"net/url"
	"os"
	"os/exec"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/cdproto/emulation"
	browsing "github.com/chromedp/cdproto/page"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"

	"encaisse/app"
	"encaisse/o2c/portal"
)

// chromium is a browser before the portal; the test is skipped where there is none.
func chromium(t *testing.T, b *browser) (context.Context, string) {
	t.Helper()
	path := chromiumPath(t)
	server := httptest.NewServer(b.h)
	t.Cleanup(server.Close)
	options := append(chromedp.DefaultExecAllocatorOptions[:], chromedp.ExecPath(path), chromedp.NoSandbox)
	allocator, stop := chromedp.NewExecAllocator(context.Background(), options...)
	t.Cleanup(stop)
	ctx, end := chromedp.NewContext(allocator)
	t.Cleanup(end)
	if err := chromedp.Run(ctx); err != nil { // what begins it must not end with its time
		t.Fatal(err)
	}
	return ctx, server.URL
}

// chromiumPath is where the browser is.
func chromiumPath(t *testing.T) string {
	t.Helper()
	for _, name := range []string{"chromium", "chromium-browser", "google-chrome"} {
		if p, err := exec.LookPath(name); err == nil {
			return p
		}
	}
	t.Skip("no Chromium here: pages are not looked at in a browser (install Debian's chromium)")
	return ""
}

func run(t *testing.T, ctx context.Context, steps ...chromedp.Action) {
	t.Helper()
	ctx, stop := context.WithTimeout(ctx, 30*time.Second)
	defer stop()
	if err := chromedp.Run(ctx, steps...); err != nil {
		t.Fatal(err)
	}
}

// posts presses a button and waits for the page it leads to.
func posts(t *testing.T, ctx context.Context, sel string) {
	t.Helper()
	ctx, stop := context.WithTimeout(ctx, 30*time.Second)
	defer stop()
	if _, err := chromedp.RunResponse(ctx, chromedp.Click(sel, chromedp.NodeVisible, chromedp.ByQuery)); err != nil {
		t.Fatal(err)
	}
}

func awaited(p *runtime.EvaluateParams) *runtime.EvaluateParams { return p.WithAwaitPromise(true) }

// addresses are a page of each screen of a customer who owes, has orders and a
// payment under way.
func (b *browser) addresses(number string, a portal.Account) []string {
	b.Helper()
	orders, err := app.PortalOrders.Ask(b.Context(), b.app, b.admin, portal.OrdersIn{Customer: number})
	if err != nil || len(orders.Items) == 0 {
		b.Fatalf("%d orders, %v", len(orders.Items), err)
	}
	quote, _ := b.offers(number)
	sandbox := b.post("/portal/pay", "choice", "whole", "invoice", a.Due[0].ID).Header().Get("Location")
	checks, err := app.PortalAccount.Ask(b.Context(), b.app, b.admin, portal.AccountIn{Customer: number})
	if err != nil || len(checks.Checkouts) == 0 || sandbox == "" {
		b.Fatal("no payment begun: ", err)
	}
	again := url.Values{"q-ART-001": {"2"}}
	return []string{"/portal", "/portal/invoices", "/portal/invoices?state=late", "/portal/invoices?q=zzzz", "/portal/invoices/" + a.Due[0].ID, "/portal/later", "/portal/orders", "/portal/orders/" + orders.Items[0].ID,
		"/portal/quotes", "/portal/quotes/" + quote.ID, "/portal/shop", "/portal/shop?q=zzzz", "/portal/shop?" + again.Encode(), "/portal/disputes", "/portal/disputes?state=open", "/portal/documents", "/portal/checkouts/" + checks.Checkouts[0].ID, sandbox,
		"/portal/invoices/inv_none", "/portal/nothing"}
}

// No page has anything that axe objects to, in either language, light and dark,
// on a desk and in a hand, and none is wider than its window.
func TestAccessibility(t *testing.T) {
	script, err := os.ReadFile(os.Getenv("ENCAISSE_AXE"))
	if err != nil {
		t.Skip("no axe-core here: set ENCAISSE_AXE to its axe.min.js (.ci/run fetches it)")
	}
	b := open(t)
	numbers, accounts := b.debtors(2)
	b = as(t, numbers[1])
	pages := append(b.addresses(numbers[1], accounts[1]), "/portal/sign-in")
	ctx, server := chromium(t, b)
	path, _ := b.link(numbers[1], "")
	run(t, ctx, browsing.SetBypassCSP(true), chromedp.Navigate(server+path))
	looked := 0
	for _, lang := range []string{"fr", "en"} {
		run(t, ctx, chromedp.Navigate(server+"/portal"))
		posts(t, ctx, `button[value=`+lang+`]`)
		for _, p := range pages {
			if p == "/portal/sign-in" { // the last: one is sent on while one is in
				run(t, ctx, chromedp.Navigate(server+"/portal"))
				posts(t, ctx, `form[action="/portal/sign-out"] button`)
			} else {
				run(t, ctx, chromedp.Navigate(server+p))
			}
			run(t, ctx, chromedp.Evaluate(string(script), nil))
			for _, width := range []int64{1366, 360} {
				for _, scheme := range []string{"light", "dark"} {
					regard(t, ctx, fmt.Sprintf("%s %d %s %s", lang, width, scheme, p), width, scheme)
					looked++
				}
			}
		}
		run(t, ctx, chromedp.Navigate(server+path))
	}
	if looked != 8*len(pages) {
		t.Errorf("only %d pages were looked at", looked)
	}
}

// regard tries a page that is open, with axe in it, in a width and a scheme.
func regard(t *testing.T, ctx context.Context, name string, width int64, scheme string) {
	t.Helper()
	var found string
	var wide int
	rules := `["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]`
	if scheme == "dark" {
		rules = `{type: "rule", values: ["color-contrast", "link-in-text-block"]}`
	}
	run(t, ctx, chromedp.EmulateViewport(width, 768), emulation.SetEmulatedMedia().WithFeatures([]*emulation.MediaFeature{{Name: "prefers-color-scheme", Value: scheme}}),
		chromedp.Evaluate(`document.documentElement.scrollWidth - window.innerWidth`, &wide),
		chromedp.Evaluate(`axe.run({resultTypes: ["violations"], runOnly: `+rules+`}).then(r => JSON.stringify(r.violations))`, &found, awaited))
	var list []struct {
		ID    string `json:"id"`
		Nodes []struct {
			Target []any `json:"target"`
		} `json:"nodes"`
	}
	if err := json.Unmarshal([]byte(found), &list); err != nil {
		t.Fatal(err)
	}
	for _, x := range list {
		t.Errorf("%s: %s at %v", name, x.ID, x.Nodes[0].Target)
	}
	if wide > 0 {
		t.Errorf("%s: %d px wider than its window", name, wide)
	}
}

// Journeys 7 and 8 with the scripts of the browser off: two presses from the
// mail to the provider; three to contest a line, and the rest is paid.
func TestJourneysWithoutScripts(t *testing.T) {
	b := open(t)
	numbers, accounts := b.debtors(2)
	number, owed := numbers[1], accounts[1]
	ctx, server := chromium(t, b)
	path, _ := b.link(number, "")
	off := emulation.SetScriptExecutionDisabled(true)
	presses := 0
	press := func(sel, then string) {
		t.Helper()
		presses++
		run(t, ctx, chromedp.Click(sel, chromedp.NodeVisible, chromedp.ByQuery), chromedp.WaitVisible(then, chromedp.ByQuery))
	}
	run(t, ctx, off, chromedp.Navigate(server+path), chromedp.WaitVisible(`.pay-bar`, chromedp.ByQuery))
	invoice := owed.Due[len(owed.Due)-1]
	presses = 0
	press(`a[href="/portal/invoices/`+invoice.ID+`"]`, `#contest`)
	press(`input[name=line]`, `#contest`)
	press(`button[name=reason][value=quality]`, `.notice[data-tone=ok]`)
	if presses != 3 {
		t.Errorf("%d presses to contest", presses)
	}
	a, err := app.PortalAccount.Ask(t.Context(), b.app, b.admin, portal.AccountIn{Customer: number})
	if err != nil || len(a.Disputes) != len(owed.Disputes)+1 || a.Disputes[0].Invoice != invoice.ID || a.Disputes[0].Reason != "quality" {
		t.Fatalf("%+v %v", a.Disputes, err)
	}
	presses = 1 // the link of the mail
	run(t, ctx, chromedp.Navigate(server+path), chromedp.WaitVisible(`.pay-bar`, chromedp.ByQuery))
	press(`.pay-bar .primary`, `button[name=outcome]`)
	if presses != 2 {
		t.Errorf("%d presses to the provider", presses)
	}
	run(t, ctx, chromedp.Click(`button[value=paid]`, chromedp.ByQuery), chromedp.WaitVisible(`.light[data-tone=ok]`, chromedp.ByQuery))
	after, err := app.PortalAccount.Ask(t.Context(), b.app, b.admin, portal.AccountIn{Customer: number})
	if err != nil || len(after.Sums) > 0 && after.Sums[0].Late.Minor != 0 {
		t.Errorf("late still: %+v %v", after.Sums, err)
	}
	for _, d := range after.Due {
		if d.ID == invoice.ID && d.Disputed.Minor != a.Disputes[0].Amount.Minor {
			t.Errorf("contested is %v, not %v", d.Disputed, a.Disputes[0].Amount)
		}
	}
	var here string
	run(t, ctx, chromedp.Location(&here))
	if strings.Contains(here, "/l/") {
		t.Errorf("the secret stands in the address: %s", here)
	}
}
