package web

import (
	"context"
	"encoding/json"
	"fmt"
	"iter"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"

	"encaisse/app/access"
	"encaisse/base/day"
)

// chromium is a browser before the pages of the demonstration; the test is
// skipped where there is none.
func chromium(t *testing.T) (context.Context, string) {
	t.Helper()
	return chromiumAt(t, func() http.Handler { return open(t).h })
}

// chromiumAt is a browser before pages of one's own.
func chromiumAt(t *testing.T, pages func() http.Handler) (context.Context, string) {
	t.Helper()
	path := ""
	for _, name := range []string{"chromium", "chromium-browser", "google-chrome"} {
		if p, err := exec.LookPath(name); err == nil {
			path = p
			break
		}
	}
	if path == "" {
		t.Skip("no Chromium here: pages are not looked at in a browser (install Debian's chromium)")
	}
	server := httptest.NewServer(pages())
	t.Cleanup(server.Close)
	options := append(chromedp.DefaultExecAllocatorOptions[:], chromedp.ExecPath(path), chromedp.NoSandbox)
	allocator, stop := chromedp.NewExecAllocator(context.Background(), options...)
	t.Cleanup(stop)
	ctx, end := chromedp.NewContext(allocator)
	t.Cleanup(end)
	if err := chromedp.Run(ctx, page.SetBypassCSP(true)); err != nil {
		t.Fatal(err)
	}
	return ctx, server.URL
}

// enters signs in by the demonstration's door.
func enters(t *testing.T, ctx context.Context, url, role string) {
	t.Helper()
	run(t, ctx, chromedp.Navigate(url+"/sign-in"), chromedp.Click(`button[value=`+staff[role]+`]`, chromedp.NodeVisible), chromedp.WaitVisible(`nav.side`, chromedp.ByQuery))
}

func run(t *testing.T, ctx context.Context, steps ...chromedp.Action) {
	t.Helper()
	ctx, stop := context.WithTimeout(ctx, 30*time.Second)
	defer stop()
	if err := chromedp.Run(ctx, steps...); err != nil {
		t.Fatal(err)
	}
}

// follows presses what sends one to another page, and waits until one is there.
func follows(t *testing.T, ctx context.Context, sel string) {
	t.Helper()
	ctx, stop := context.WithTimeout(ctx, 30*time.Second)
	defer stop()
	if _, err := chromedp.RunResponse(ctx, chromedp.Click(sel, chromedp.NodeVisible)); err != nil {
		t.Fatal(err)
	}
}

// rules that are tried: in the dark those about colours, for nothing else changes.
var rules = map[string]string{
	"light": `["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]`,
	"dark":  `{type: "rule", values: ["color-contrast", "link-in-text-block"]}`,
}

type violation struct {
	ID    string `json:"id"`
	Nodes []struct {
		Target []any `json:"target"`
	} `json:"nodes"`
}

// addresses are a page of each screen, as an administrator finds them; the
// documents they are of are made once.
func addresses(t *testing.T) []string {
	t.Helper()
	if screens == nil {
		screens = screensMade(t)
	}
	return screens
}

var screens []string

func screensMade(t *testing.T) []string {
	t.Helper()
	b := as(t, access.Admin)
	first := func(list string) string {
		body := b.wants(b.get(list), 200)
		_, rest, ok := strings.Cut(body, `href="`+list+"/")
		number, _, _ := strings.Cut(rest, `"`)
		if !ok {
			t.Fatalf("nothing on %s", list)
		}
		return list + "/" + number
	}
	invoice, order, customer := first("/invoices"), first("/orders"), first("/customers")
	held := b.places(b.bigCustomer(), "CAR-10:1900")
	quote := "/quotes/" + b.offers("/quotes/new", "place", []string{"customer", b.someCustomer()}, "VER-35:3", "FLU-18:1")
	charge := "/charges/" + b.charge()
	shipment := shipmentOf(t, "VER-35:1", "FLU-18:1")
	b.wants(b.post("/customers/new", "key", "long-customer", "step", "save", "number", long, "name", unbroken, "country", "FR", "currency", "EUR", "terms", "net30"), http.StatusSeeOther)
	b.wants(b.post("/items/new", "key", "long-item", "step", "save", "sku", "LONG", "name", unbroken, "kind", "goods", "price", "1", "currency", "EUR"), http.StatusSeeOther)
	expected := "/expected/" + b.announced("FLU-18", "40", day.Of(2030, 3, 4))
	desks := []string{"/orders/new", "/orders/new?customer=" + strings.TrimPrefix(customer, "/customers/"), "/orders/incomplete", order + "/amend", "/quotes", "/quotes?view=q-refused", "/quotes/new", quote, quote + "?part=trail", quote + "?part=versions", quote + "/change", "/do/quote.accept", "/items", "/items?q=verre", "/items/VER-35", "/items/VER-35?part=moves", "/items/VER-35?part=claims",
		"/items/VER-35?part=prices&customer=x", "/prices", "/promotions", "/credit/holds", "/credit/holds?order=" + held, "/credit/requests", "/credit/exposures", "/credit/exposures?view=groups", "/credit/reviews",
		"/picking", "/picking/" + shipment, "/packing", "/shipments", "/shipments?view=here", "/shipments/" + shipment, "/returns", "/stock", "/counts", "/transfers", "/transfers/new", "/replenish", "/do/stock.adjust", "/availability", "/availability?view=s-late", "/items/VER-35?part=promise&quantity=99999", "/items/VER-35?part=expected", "/expected", "/expected?view=x-done", expected, "/do/expected.announce?sku=VER-35"}
	desks = append(desks, "/customers/"+long, "/items/LONG", "/customers?q="+unbroken, "/search?q="+unbroken, "/search?q=W", "/orders/new?customer="+long)
	return append(desks, "/sign-in", "/", "/orders", "/orders?view=credit_hold", order, "/invoices", "/invoices?view=overdue", "/invoices?customer=nobody", invoice, invoice+"?part=taxes",
		"/customers", "/customers?q=nobody-is-called-so", customer, customer+"?part=account", customer+"?part=orders", "/aging", "/aging?as_of=nonsense", "/aging/documents?bucket=1-30", "/dso", "/dso?from=nonsense", "/dso/documents?cause=lateness", "/day", "/day?customer=CL001", "/reminders", "/to-charge", "/to-charge/CL001", "/to-charge?customer=nobody", "/charges", "/charges?view=h-waived", charge, charge+"?part=waivers", charge+"?part=entries", "/do/penalty.waive", "/promises", "/plans", "/portfolios", "/portfolios/hugo", "/portfolios/-", "/do/portfolio.cover?collector=hugo", "/day?of=all", "/disputes?view=d-all", "/apply", "/apply?view=unknown", "/payments", first("/payments"),
		"/receipts", "/refunds?view=r-all", "/to-invoice", "/credits", "/losses", invoice+"/credit", invoice+"/correct", "/search?q=hotel", "/search?q=zzzz",
		"/orders?group=customer", "/invoices?sort=largest&group=month", "/runs", "/runs?view=ready", preview(t), "/imports/new", waiting(t),
		"/figures", "/figures/dso", "/figures/dso_count_back", "/figures/order_cycle_median", "/figures?customer=nobody", "/waits", "/waits/overdue", "/waits/stock", "/forecast", "/forecast?week=risk", "/unapplied", order+"/thread",
		"/journals", "/journals?journal=BQ", "/journals?q=zzzz", "/balance", "/accounts/411000", "/auxiliary", "/lettering/CL001", "/periods", "/cutoff", "/cutoff?kind=year", "/tax", "/tax/states", "/allowance", "/exports", "/fec", "/do/period.close",
		"/settings/company", "/settings/users", "/settings/users?user=camille", "/settings/dunning", "/settings/dunning?place=QC", "/settings/credit", "/settings/credit?rule=overdue", "/settings/mails", "/settings/mails?template=notice&language=en",
		"/settings/taxes", "/settings/series", "/settings/keys", "/settings/audit?type=user", "/settings/audit?of=nothing", "/health", "/mails", "/mails/bounces", "/mails?view=o-bounced", "/customers?view=c-bounced", "/do/entity.letterhead",
		"/account", "/settings/sign-in", "/do/promise.make", "/customers/new", customer+"/change", customer+"?part=addresses", "/do/customer.address", "/items/new", "/items/VER-35/change", "/do/order.cancel", "/nothing", "/design")
}

// long is the number of a customer whose name is the longest there may be, in
// one word: for how pages look, no example of one who orders.
const long = "LONG"

var unbroken = strings.Repeat("W", 200)

// preview is the page of work that was previewed, with what would be refused.
func preview(t *testing.T) string {
	t.Helper()
	drive(t)
	b := as(t, access.Sales)
	closed, open := rowOf.FindAllStringSubmatch(b.wants(b.get("/orders?view=closed"), 200), 3), rowOf.FindAllStringSubmatch(b.wants(b.get("/orders?view=draft"), 200), 2)
	pairs := []string{}
	for _, m := range append(closed, open...) {
		pairs = append(pairs, "id", m[1])
	}
	w := b.post("/mass/orders/order.confirm", pairs...)
	b.wants(w, 303)
	return w.Header().Get("Location")
}

// waiting is the page of what waits, with a request to decide and a note.
func waiting(t *testing.T) string {
	t.Helper()
	b := as(t, access.CreditManager)
	b.wants(b.post("/do/credit.limit", "customer", "CL002", "limit", "900000", "key", "axe", "step", "do"), 303)
	b.wants(b.post("/notes", "kind", "customer", "number", "CL002", "note", "@admin regardez", "back", "/customers/CL002", "key", "axe"), 303)
	return "/approvals"
}

// axe is the script that looks for what keeps people out.
func axe(t *testing.T) string {
	t.Helper()
	script, err := os.ReadFile(os.Getenv("ENCAISSE_AXE"))
	if err != nil {
		t.Skip("no axe-core here: set ENCAISSE_AXE to its axe.min.js (.ci/run fetches it)")
	}
	return string(script)
}

// No page has anything that axe objects to, in either language, light and dark,
// on a desk and in a hand, and none is wider than its window. What takes long is
// the script in the page: so each language has a browser of its own, and both go
// on at once.
func TestAccessibility(t *testing.T) {
	script := axe(t)
	pages := addresses(t)
	for _, lang := range []string{"en", "fr"} { // the pages begin in French: each choice is seen to be made
		t.Run(lang, func(t *testing.T) {
			t.Parallel()
			ctx, url := chromium(t)
			enters(t, ctx, url, access.Admin)
			run(t, ctx, chromedp.Navigate(url+"/account"))
			follows(t, ctx, `.main button[value=`+lang+`]`)
			run(t, ctx, chromedp.WaitVisible(`html[lang=`+lang+`]`, chromedp.ByQuery))
			looked := 0
			for area, list := range areas(pages) {
				looked += len(list)
				t.Run(area, func(t *testing.T) {
					for _, p := range list {
						run(t, ctx, chromedp.Navigate(url+p), chromedp.Evaluate(script, nil))
						for _, width := range []int64{1366, 360} {
							for _, scheme := range []string{"light", "dark"} {
								regard(t, ctx, fmt.Sprintf("%s %d %s %s", lang, width, scheme, p), width, scheme)
							}
						}
					}
				})
			}
			if looked != len(pages) {
				t.Errorf("only %d pages were looked at", looked)
			}
		})
	}
}

// areas are the pages by the first part of their address, in the order given.
func areas(pages []string) iter.Seq2[string, []string] {
	return func(yield func(string, []string) bool) {
		var order []string
		by := map[string][]string{}
		for _, p := range pages {
			name, _, _ := strings.Cut(strings.TrimPrefix(p, "/"), "/")
			if name, _, _ = strings.Cut(name, "?"); name == "" {
				name = "home"
			}
			if by[name] == nil {
				order = append(order, name)
			}
			by[name] = append(by[name], p)
		}
		for _, name := range order {
			if !yield(name, by[name]) {
				return
			}
		}
	}
}

// regard tries a page that is open, with axe in it, in a width and a scheme. It
// looks from the page's top: a page that leads to its problem is scrolled, and
// what is just then half under a bar that sticks is no smaller target.
func regard(t *testing.T, ctx context.Context, name string, width int64, scheme string) {
	t.Helper()
	var found string
	var wide, narrow int
	run(t, ctx, chromedp.EmulateViewport(width, 768), emulation.SetEmulatedMedia().WithFeatures([]*emulation.MediaFeature{{Name: "prefers-color-scheme", Value: scheme}}),
		chromedp.Evaluate(`scrollTo({top: 0, behavior: "instant"})`, nil),
		chromedp.Evaluate(`document.documentElement.scrollWidth - window.innerWidth`, &wide),
		chromedp.Evaluate(`[...document.querySelectorAll(".main tbody tr")].filter(r => r.getClientRects().length && r.getBoundingClientRect().width < 250).length`, &narrow),
		chromedp.Evaluate(`axe.run({resultTypes: ["violations"], runOnly: `+rules[scheme]+`}).then(r => JSON.stringify(r.violations))`, &found, awaited))
	var list []violation
	if err := json.Unmarshal([]byte(found), &list); err != nil {
		t.Fatal(err)
	}
	for _, x := range list {
		t.Errorf("%s: %s at %v", name, x.ID, x.Nodes[0].Target)
	}
	if wide > 0 || narrow > 0 {
		t.Errorf("%s: %d px wider than its window, %d rows without room", name, wide, narrow)
	}
}

// The list by keys alone: filter, walk, pick, open; the search by Ctrl-K.
func TestByKeys(t *testing.T) {
	ctx, url := chromium(t)
	enters(t, ctx, url, access.Collections)
	var here, on, bulk, complaints string
	run(t, ctx, chromedp.Navigate(url+"/invoices"), chromedp.Evaluate(`window.mark = 1; document.addEventListener("securitypolicyviolation", e => window.mark = e.violatedDirective)`, nil),
		chromedp.Evaluate(`[...document.querySelectorAll(".tabs a")].at(-1).click()`, nil),
		polls(`location.search === "?view=overdue" && document.querySelector(".tabs a:last-child[aria-current]") !== null`),
		chromedp.KeyEvent("j"), chromedp.KeyEvent("x"),
		chromedp.Evaluate(`String(window.mark)`, &complaints),
		chromedp.Evaluate(`document.querySelector("tr.is-on .head").textContent.trim()`, &on),
		chromedp.Evaluate(`getComputedStyle(document.querySelector(".bulk")).display`, &bulk),
		chromedp.KeyEvent("e"), chromedp.WaitVisible(`.crumbs`, chromedp.ByQuery), chromedp.Location(&here))
	if complaints != "1" || bulk != "flex" || !strings.HasSuffix(here, "/invoices/"+strings.Fields(on)[0]) {
		t.Errorf("mark %s, bulk bar %s, row %q, opened %s", complaints, bulk, on, here)
	}
	number := here[strings.LastIndex(here, "/")+1:]
	run(t, ctx, polls(`document.readyState === "complete"`), chromedp.Navigate(url+"/"), polls(`location.pathname === "/" && document.readyState === "complete"`))
	run(t, ctx, chromedp.KeyEvent("k", chromedp.KeyModifiers(2)), polls(`document.activeElement.id === "find"`))
	run(t, ctx, chromedp.KeyEvent(number), polls(fmt.Sprintf(`document.querySelector("#find").value === %q`, number)))
	run(t, ctx, polls(fmt.Sprintf(`document.querySelector("#find").dataset.asked === %q`, number)), chromedp.KeyEvent("\r"),
		chromedp.WaitVisible(`.crumbs`, chromedp.ByQuery), chromedp.Location(&here))
	if !strings.HasSuffix(here, "/invoices/"+number) {
		t.Errorf("the search led to %s", here)
	}
}

// awaited waits for the promise of a script.
func awaited(p *runtime.EvaluateParams) *runtime.EvaluateParams { return p.WithAwaitPromise(true) }

// polls waits until something holds, asked by the clock: a page under load may
// draw no frame for long.
func polls(condition string) chromedp.Action {
	return chromedp.Poll(condition, nil, chromedp.WithPollingInterval(50*time.Millisecond))
}
