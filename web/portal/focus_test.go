package portal

import (
	"context"
	"fmt"
	"os"
	"strings"
	"testing"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/input"
	"github.com/chromedp/chromedp"
)

// tabs is how many Tabs a page is walked through by, at most.
const tabs = 45

// Zoomed in to 400 % (1280 × 1024, 1280 × 2272) no page is wider than its window,
// and there, as on a desk, whoever walks through it by Tab sees what has the focus.
func TestAccessibilityOfFocus(t *testing.T) {
	script, err := os.ReadFile("../testdata/focus.js")
	if err != nil {
		t.Fatal(err)
	}
	b := open(t)
	numbers, accounts := b.debtors(2)
	b = as(t, numbers[1])
	pages := append(b.addresses(numbers[1], accounts[1]), "/portal/sign-in") // the last: one is sent on while one is in
	ctx, server := chromium(t, b)
	path, _ := b.link(numbers[1], "")
	run(t, ctx, emulation.SetFocusEmulationEnabled(true), chromedp.Navigate(server+path))
	seen := 0
	for _, p := range pages {
		if p == "/portal/sign-in" {
			run(t, ctx, chromedp.Navigate(server+"/portal"))
			posts(t, ctx, `form[action="/portal/sign-out"] button`)
		} else {
			run(t, ctx, chromedp.Navigate(server+p))
		}
		run(t, ctx, chromedp.Evaluate(string(script), nil))
		for _, w := range []struct{ width, height int64 }{{320, 256}, {320, 568}, {1366, 768}} {
			seen += walks(t, ctx, fmt.Sprintf("%d×%d %s", w.width, w.height, p), w.width, w.height)
		}
	}
	if seen < 3*10*len(pages) {
		t.Errorf("only %d had the focus on %d pages", seen, len(pages))
	}
}

// walks looks at a page that is open, with the script in it, in a window, goes
// through it by Tab, and says how much had the focus.
func walks(t *testing.T, ctx context.Context, name string, width, height int64) int {
	t.Helper()
	var wide int
	steps := []chromedp.Action{chromedp.EmulateViewport(width, height), chromedp.Evaluate(`document.documentElement.scrollWidth - window.innerWidth`, &wide), chromedp.Evaluate(`walk()`, nil)}
	for range tabs {
		steps = append(steps, input.DispatchKeyEvent(input.KeyRawDown).WithKey("Tab").WithCode("Tab").WithWindowsVirtualKeyCode(9))
	}
	var told struct {
		Seen int      `json:"seen"`
		Bad  []string `json:"bad"`
	}
	run(t, ctx, append(steps, chromedp.Evaluate(`walked()`, &told))...)
	if wide > 0 {
		t.Errorf("%s: %d px wider than its window", name, wide)
	}
	if len(told.Bad) > 0 {
		t.Errorf("%s: of %d that had the focus %d are not seen:\n%s", name, told.Seen, len(told.Bad), strings.Join(told.Bad, "\n"))
	}
	return told.Seen
}
