package portal

import (
	"bytes"
	"image"
	"image/png"
	"net/http"
	"regexp"
	"strings"
	"testing"

	"encaisse/app"
	"encaisse/connect/paper"
	"encaisse/demo"
	"encaisse/o2c/seller"
)

// The seller's logo stands in the head of the pages, inside and at the door; its
// address chooses nothing. Without one his name stands there.
func TestLogo(t *testing.T) {
	b := open(t)
	numbers, accounts := b.debtors(1)
	b = as(t, numbers[0])
	img := regexp.MustCompile(`<img class="logo" src="(/portal/logo\?v=[0-9a-f]{64})" alt="([^"]+)">`)
	if page := b.get("/portal"); img.MatchString(page.Body.String()) || b.get("/portal/logo").Code != http.StatusNotFound {
		t.Fatal("a logo that nobody set")
	}
	var picture bytes.Buffer
	if err := png.Encode(&picture, image.NewGray(image.Rect(0, 0, 300, 80))); err != nil {
		t.Fatal(err)
	}
	if _, err := app.SetLogo.Do(t.Context(), b.app, b.admin, paper.LogoIn{ID: demo.Company, Data: picture.Bytes()}); err != nil {
		t.Fatal(err)
	}
	defer func() {
		if _, err := app.RemoveLogo.Do(t.Context(), b.app, b.admin, seller.ByID{ID: demo.Company}); err != nil {
			t.Error(err)
		}
	}()
	one := open(t)
	for _, d := range accounts[0].Due {
		if d.Kind == "invoice" {
			path, _ := one.link(numbers[0], d.Number)
			one.get(path)
			break
		}
	}
	for name, b := range map[string]*browser{"inside": b, "at the door": open(t), "by the link of one invoice": one} {
		path := "/portal"
		if name == "at the door" {
			path = "/portal/sign-in"
		}
		m := img.FindStringSubmatch(b.wants(b.get(path), 200))
		if m == nil || m[2] != demo.Company {
			t.Fatal(name, m)
		}
		for _, src := range []string{m[1], "/portal/logo", "/portal/logo?v=other&customer=x&entity=ent_1"} {
			w := b.get(src)
			if p, err := png.Decode(w.Body); w.Code != 200 || err != nil || p.Bounds() != image.Rect(0, 0, 300, 80) {
				t.Errorf("%s %s: %d %v", name, src, w.Code, err)
			}
			h := w.Header()
			if h.Get("Content-Type") != "image/png" || h.Get("X-Content-Type-Options") != "nosniff" || !strings.HasPrefix(h.Get("Content-Security-Policy"), "default-src 'none'") ||
				strings.Contains(h.Get("Cache-Control"), "immutable") != (src == m[1]) {
				t.Errorf("%s %s: %v", name, src, h)
			}
		}
	}
}
