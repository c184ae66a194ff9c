package web

import (
	"context"
	"fmt"
	"os"
	"strings"
	"testing"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/input"
	"github.com/chromedp/chromedp"

	"encaisse/app/access"
)

// windows are those of 1280 × 1024 and 1280 × 2272 at 400 %, and of a desk.
var windows = []struct{ width, height int64 }{{320, 256}, {320, 568}, {1366, 768}}

// tabs is how many Tabs a page is walked through by, at most.
const tabs = 45

// Zoomed in to 400 % no page is wider than its window, and whoever walks through
// a page by Tab sees what has the focus. Each page is walked through in one of
// the windows, page by page the next; the pages go on in two browsers at once.
func TestAccessibilityOfFocus(t *testing.T) {
	script, err := os.ReadFile("testdata/focus.js")
	if err != nil {
		t.Fatal(err)
	}
	pages := addresses(t)
	for i := range 2 {
		t.Run(fmt.Sprint(i+1), func(t *testing.T) {
			t.Parallel()
			ctx, url := chromium(t)
			enters(t, ctx, url, access.Admin)
			run(t, ctx, emulation.SetFocusEmulationEnabled(true)) // also past the last of a page, where a browser has the focus itself
			seen, list := 0, pages[i*len(pages)/2:(i+1)*len(pages)/2]
			for n, p := range list {
				run(t, ctx, chromedp.Navigate(url+p), chromedp.Evaluate(string(script), nil))
				for at, w := range windows {
					through := at == n%len(windows)
					if !through && w.width > 320 {
						continue // axe is asked about pages of that width
					}
					name := fmt.Sprintf("%d×%d %s", w.width, w.height, p)
					fits(t, ctx, name, w.width, w.height)
					if through {
						seen += walks(t, ctx, name)
					}
				}
			}
			if seen < 20*len(list) {
				t.Errorf("only %d had the focus on %d pages", seen, len(list))
			}
		})
	}
}

// fits looks whether a page that is open is as narrow as its window.
func fits(t *testing.T, ctx context.Context, name string, width, height int64) {
	t.Helper()
	var wide int
	run(t, ctx, chromedp.EmulateViewport(width, height), chromedp.Evaluate(`document.documentElement.scrollWidth - window.innerWidth`, &wide))
	if wide > 0 {
		t.Errorf("%s: %d px wider than its window", name, wide)
	}
}

// walks goes through a page that is open, with the script in it, by Tab, and
// says how much had the focus.
func walks(t *testing.T, ctx context.Context, name string) int {
	t.Helper()
	steps := []chromedp.Action{chromedp.Evaluate(`walk()`, nil)}
	for range tabs {
		steps = append(steps, input.DispatchKeyEvent(input.KeyRawDown).WithKey("Tab").WithCode("Tab").WithWindowsVirtualKeyCode(9))
	}
	var told struct {
		Seen int      `json:"seen"`
		Bad  []string `json:"bad"`
	}
	run(t, ctx, append(steps, chromedp.Evaluate(`walked()`, &told))...)
	if len(told.Bad) > 0 {
		t.Errorf("%s: of %d that had the focus %d are not seen:\n%s", name, told.Seen, len(told.Bad), strings.Join(told.Bad, "\n"))
	}
	return told.Seen
}
