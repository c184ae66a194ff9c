package web

import (
	"context"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/cdproto/input"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"

	"encaisse/app"
	"encaisse/app/access"
	"encaisse/demo"
	"encaisse/o2c/listing"
	"encaisse/o2c/shipping"
)

// hands are those of a person: what they do is counted.
type hands struct {
	*testing.T
	ctx          context.Context
	keys, clicks int
}

// types is one group of keys: a text, or a key alone.
func (h *hands) types(text string) {
	h.Helper()
	h.keys++
	presses(h.T, h.ctx, text)
}

// presses are of keys as a keyboard does: what Enter does is up to the page,
// before what it writes.
func presses(t *testing.T, ctx context.Context, text string) {
	t.Helper()
	text, enter := strings.CutSuffix(text, kb.Enter)
	if text != "" {
		run(t, ctx, chromedp.KeyEvent(text))
	}
	if enter {
		key := func(kind input.KeyType) *input.DispatchKeyEventParams {
			return input.DispatchKeyEvent(kind).WithKey("Enter").WithCode("Enter").WithWindowsVirtualKeyCode(13)
		}
		run(t, ctx, key(input.KeyDown).WithText("\r"), key(input.KeyUp))
	}
}

func (h *hands) click(selector string) {
	h.Helper()
	h.clicks++
	run(h.T, h.ctx, chromedp.Click(selector, chromedp.ByQuery, chromedp.NodeVisible))
}

func (h *hands) until(condition string) {
	h.Helper()
	ok, state := false, ""
	for range 100 {
		run(h.T, h.ctx, chromedp.Evaluate(`document.readyState === "complete" && !!(`+condition+")", &ok)) // its scripts have run
		if ok {
			return
		}
		run(h.T, h.ctx, chromedp.Sleep(50*time.Millisecond))
	}
	run(h.T, h.ctx, chromedp.Evaluate(`location.href + " " + document.activeElement?.outerHTML.slice(0, 200) + " " + document.querySelector("main")?.textContent.slice(0, 300)`, &state))
	h.Fatalf("not %s, but %s", condition, state)
}

func (h *hands) here() (url string) {
	h.Helper()
	run(h.T, h.ctx, chromedp.Location(&url))
	return url
}

// Journey 1: an order of three lines for a known customer by at most 12 groups
// of keys and 4 clicks.
func TestJourneyOrder(t *testing.T) {
	ctx, url := chromium(t)
	customer := as(t, access.Sales).someCustomer()
	enters(t, ctx, url, access.Sales)
	h := &hands{T: t, ctx: ctx}
	found := `(() => { const f = document.querySelector("[data-look]"); return f && f.value && f.dataset.asked === f.value && document.querySelector("#hits button") })()`
	run(t, ctx, chromedp.EmulateViewport(1366, 768), chromedp.Navigate(url+"/orders"), chromedp.WaitVisible("nav.side", chromedp.ByQuery))
	h.types("c")
	h.until(`document.activeElement?.id === "f-asked"`)
	h.types(customer)
	h.until(found)
	h.types(kb.Enter)
	h.until(`document.activeElement?.id === "f-entry"`)
	for i, text := range []string{"24 verre", "6 flute 18", "2 car-10"} {
		h.types(text)
		h.until(found)
		h.types(kb.Enter)
		h.until(fmt.Sprintf(`document.querySelectorAll(".typed > li").length === %d && document.activeElement?.id === "f-entry" && document.activeElement.value === ""`, i+1))
	}
	h.types(kb.Enter) // on an empty field: to the button
	h.until(`document.activeElement?.id === "do"`)
	h.types(kb.Enter)
	h.until(`location.search === "?done=placed"`)
	if h.keys > 12 || h.clicks > 4 {
		t.Errorf("%d groups of keys and %d clicks, want 12 and 4 at most", h.keys, h.clicks)
	}
	h.until(`document.querySelectorAll(".main tbody tr").length === 3`)
}

// Journey 2: a held order is released by two acts.
func TestJourneyRelease(t *testing.T) {
	b := as(t, access.Sales)
	number := b.places(b.bigCustomer(), "CAR-10:2000") // the most at stake: it is open when the queue is
	ctx, url := chromium(t)
	enters(t, ctx, url, access.CreditManager)
	run(t, ctx, chromedp.EmulateViewport(1366, 768), chromedp.Navigate(url+"/credit/exposures"))
	h := &hands{T: t, ctx: ctx}
	h.click(`.side a[href="/credit/holds"]:not([title])`)
	h.until(`document.querySelector("#h-case")?.textContent.includes("` + number + `")`)
	h.types("a")
	h.until(`location.search.includes("done=released")`)
	if h.keys+h.clicks > 2 {
		t.Errorf("%d acts, want 2", h.keys+h.clicks)
	}
	c := as(t, access.CreditManager)
	c.wants(c.get("/orders/"+number), 200, "Confirmée")
}

// Journey 3: five lines are picked, packed and shipped by their scans and one
// act. A wrong item stops, and a network that fails loses nothing.
func TestJourneyPick(t *testing.T) {
	number := shipmentOf(t, "VER-35:4", "FLU-18:2", "ASS-27:1", "LAM-01:1", "PLA-45:1")
	ctx, url := chromium(t)
	enters(t, ctx, url, access.Warehouse)
	run(t, ctx, chromedp.EmulateViewport(360, 740), chromedp.Navigate(url+"/picking/"+number))
	h := &hands{T: t, ctx: ctx}
	h.until(`document.activeElement?.id === "scan"`)
	presses(t, ctx, "LAM-01"+kb.Enter) // not the one that is next
	h.until(`document.querySelector(".pick.is-wrong [data-seen]") === document.activeElement && document.querySelector("[data-said]").textContent.includes("LAM-01")`)
	run(t, ctx, chromedp.Sleep(800*time.Millisecond)) // a second Enter of the scanner says nothing
	presses(t, ctx, kb.Enter)                         // understood
	h.until(`document.activeElement?.id === "scan"`)
	scans := 0
	var next string
	for _, l := range walk(t, number) {
		code := l.SKU
		if scans%2 == 0 {
			code = "0" + l.GTIN // as some scanners read it
		}
		run(t, ctx, chromedp.Text("[data-at]", &next, chromedp.ByQuery))
		if l.Bin == "" || next != l.Bin {
			t.Errorf("%s is in %q, the phone says %q", l.SKU, l.Bin, next)
		}
		if scans == 2 { // who goes on to scan need not say that the warning was seen
			presses(t, ctx, "PERDU"+kb.Enter)
			h.until(`document.querySelector(".pick.is-wrong [data-seen]") === document.activeElement`)
		}
		h.types(code + kb.Enter)
		scans++
		h.until(fmt.Sprintf(`document.querySelectorAll("[data-line].is-done").length === %d`, scans))
	}
	var small int
	run(t, ctx, chromedp.Evaluate(`[...document.querySelectorAll(".pick :is(button, a, summary, #scan)")].filter(e => { const r = e.getBoundingClientRect(); return r.width && (r.height < 48 || r.width < 48) }).length`, &small))
	if small > 0 {
		t.Errorf("%d targets are under 48 px", small)
	}
	h.until(`document.activeElement?.matches("[data-ship]")`)
	offline := func(on bool) chromedp.Action { return network.EmulateNetworkConditions(on, 0, -1, -1) }
	run(t, ctx, network.Enable())
	run(t, ctx, offline(true))
	h.types(kb.Enter)
	h.until(`JSON.parse(localStorage.getItem("encaisse.unsent") ?? "[]").length === 1`)
	run(t, ctx, offline(false), chromedp.Navigate(url+"/picking"))
	h.until(`JSON.parse(localStorage.getItem("encaisse.unsent")).length === 0`)
	if h.keys+h.clicks > scans+1 {
		t.Errorf("%d acts for %d scans", h.keys+h.clicks, scans)
	}
	run(t, ctx, chromedp.Navigate(url+"/shipments/"+number))
	h.until(`document.querySelector("main").textContent.includes("Expédiée")`)
}

// walk is what to take for a shipment, in the order of its bins.
func walk(t *testing.T, number string) []listing.ToTake {
	t.Helper()
	a := mustFirm(t)
	c, err := a.Act(t.Context(), staff[access.Warehouse], access.Warehouse, demo.Company)
	if err != nil {
		t.Fatal(err)
	}
	s, err := app.PickSheet.Ask(t.Context(), a, app.Call{Caller: c}, shipping.ByID{ID: number})
	if err != nil {
		t.Fatal(err)
	}
	return s.Lines
}
