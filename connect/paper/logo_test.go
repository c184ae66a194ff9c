package paper_test

import (
	"bytes"
	"encoding/binary"
	"image"
	"image/color"
	"image/jpeg"
	"image/png"
	"testing"

	"encaisse/app"
	"encaisse/app/access"
	"encaisse/base/db"
	"encaisse/base/db/dbtest"
	"encaisse/base/refuse"
	"encaisse/connect/paper"
	"encaisse/o2c/seller"
)

// plain is a picture of one colour.
func plain(wide, high int, c color.Color) image.Image {
	p := image.NewNRGBA(image.Rect(0, 0, wide, high))
	for i := range wide * high {
		p.Set(i%wide, i/wide, c)
	}
	return p
}

func asPNG(t *testing.T, p image.Image) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := png.Encode(&b, p); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// A picture is drawn anew: what else its file holds is gone. What is no picture,
// or says to be a huge one, is refused with what to do about it.
func TestLogosAreDrawnAnew(t *testing.T) {
	good := asPNG(t, plain(240, 60, color.NRGBA{10, 80, 110, 200}))
	var photo bytes.Buffer
	if err := jpeg.Encode(&photo, plain(240, 60, color.Black), nil); err != nil {
		t.Fatal(err)
	}
	for name, sent := range map[string][]byte{"png": good, "jpeg": photo.Bytes(), "png with a page behind": append(bytes.Clone(good), "<script>alert(1)</script>"...)} {
		l, err := paper.ReadLogo(sent)
		if err != nil || l.Wide != 240 || l.High != 60 || bytes.Contains(l.Bytes, []byte("script")) {
			t.Fatal(name, l.Wide, l.High, err)
		}
		if p, err := png.Decode(bytes.NewReader(l.Bytes)); err != nil || p.Bounds() != image.Rect(0, 0, 240, 60) {
			t.Error(name, "is no PNG of its size", err)
		}
	}
	bomb := bytes.Clone(good) // a head that says 60,000 pixels a side; its check sum is not looked at before its size
	binary.BigEndian.PutUint32(bomb[16:], 60000)
	noise := image.NewNRGBA(image.Rect(0, 0, 1000, 1000))
	for i, n := 0, uint32(7); i < len(noise.Pix); i++ {
		n = n*1664525 + 1013904223
		noise.Pix[i] = byte(n >> 24)
	}
	var loud bytes.Buffer
	if err := jpeg.Encode(&loud, noise, &jpeg.Options{Quality: 20}); err != nil {
		t.Fatal(err)
	}
	for name, c := range map[string]struct {
		sent []byte
		want string
	}{
		"nothing": {nil, "paper.logo_kind"}, "a drawing with scripts": {[]byte(`<svg xmlns="http://www.w3.org/2000/svg"><script/></svg>`), "paper.logo_kind"},
		"a GIF": {[]byte("GIF89a\x01\x00\x01\x00"), "paper.logo_kind"}, "a name alone": {[]byte("\x89PNG\r\n\x1a\n"), "paper.logo_broken"},
		"half": {good[:len(good)/2], "paper.logo_broken"}, "half a photograph": {photo.Bytes()[:photo.Len()/2], "paper.logo_broken"},
		"a bomb": {bomb, "paper.logo_broken"}, "too wide": {asPNG(t, plain(1001, 20, color.Black)), "paper.logo_side"}, "a dot": {asPNG(t, plain(1, 1, color.Black)), "paper.logo_side"},
		"too large": {append(bytes.Clone(good), make([]byte, paper.LogoSent)...), "paper.logo_large"}, "a photograph": {loud.Bytes(), "paper.logo_heavy"},
	} {
		_, err := paper.ReadLogo(c.sent)
		r, no := refuse.As(err)
		if !no || len(r.Fields) != 1 || r.Fields[0].Pointer != "/data" || r.Fields[0].Code != c.want {
			t.Errorf("%s: %v, not %s", name, err, c.want)
		}
	}
}

// A logo is set, replaced and removed, each by a fact that binds its bytes; a
// forged one is found.
func TestLogoOfACompany(t *testing.T) {
	dbtest.Both(t, func(t *testing.T, url string) {
		h := found(t, url, paris)
		show := func() paper.LogoFile {
			v, err := app.ShowLogo.Ask(t.Context(), h.a, h.call, seller.ByID{ID: "Maison Exemple"})
			if err != nil {
				t.Fatal(err)
			}
			return v
		}
		set := func(p image.Image) paper.LogoView {
			v, err := app.SetLogo.Do(t.Context(), h.a, h.call, paper.LogoIn{ID: "Maison Exemple", Data: asPNG(t, p)})
			if err != nil {
				t.Fatal(err)
			}
			return v
		}
		if v := show(); v.SHA256 != "" || len(v.Data) != 0 {
			t.Error("a logo that nobody set", v.LogoView)
		}
		first := set(plain(120, 40, color.Black))
		if second := set(plain(120, 40, color.White)); second.SHA256 == first.SHA256 || show().SHA256 != second.SHA256 {
			t.Error("it was not replaced")
		}
		if again := set(plain(120, 40, color.Black)); again != first || show().SHA256 != first.SHA256 || show().Size != len(show().Data) {
			t.Error(again, first)
		}
		h.verified()
		h.tampered(logoTampering)
		made, err := app.CreateEntity.Do(t.Context(), h.a, h.call, seller.NewEntity{Name: "Autre Maison", Country: "FR", Currency: "EUR", Tax: "standard"})
		if err != nil {
			t.Fatal(err)
		}
		h.do(`customer.create number=dupont name=Dupont country=FR currency=EUR terms=net30`)
		ids, err := db.See(t.Context(), h.a.DB, db.As{}, func(r *db.Read) ([]db.ID, error) { return db.All[db.ID](r, qCustomers) })
		if err != nil || len(ids) != 1 {
			t.Fatal(ids, err)
		}
		guest := h.call
		guest.Role, guest.Customer = access.Customer, ids[0]
		if v, err := app.PortalLogo.Ask(t.Context(), h.a, guest, paper.ContactIn{}); err != nil || v.SHA256 != first.SHA256 {
			t.Error("a customer does not see it:", v.LogoView, err)
		}
		var ok bool
		if guest.Entity, ok = db.ParseID(seller.Prefix, made.ID); !ok {
			t.Fatal(made.ID)
		}
		if v, err := app.PortalLogo.Ask(t.Context(), h.a, guest, paper.ContactIn{}); err != nil || v.SHA256 != "" || v.Entity != "Autre Maison" {
			t.Error("a customer of another company sees it:", v.LogoView, err)
		}
		if _, err := app.ShowLogo.Ask(t.Context(), h.a, guest, seller.ByID{ID: "Maison Exemple"}); refuse.Code(err) != "app.role" {
			t.Error("a customer may name a company:", err)
		}
		h.do(`entity.logo_remove id=Maison\ Exemple`, `entity.logo_remove id=Maison\ Exemple`)
		if v := show(); v.SHA256 != "" {
			t.Error("it is still there", v.LogoView)
		}
		h.verified()
	})
}

var logoTampering = map[*db.Stmt]string{
	db.Q("paper.test.logo.hash", `update logo set hash = (select hash from seal where number = 1)`):   "paper.logo",
	db.Q("paper.test.logo.bytes", `update logo set bytes = (select hash from seal where number = 1)`): "paper.logo",
	db.Q("paper.test.logo.wide", `update logo set wide = wide + 1`):                                   "paper.logo",
	db.Q("paper.test.logo.gone", `delete from logo`):                                                  "paper.logo",
}

// Documents made from now on bear the logo; what was kept before stays the same
// bytes when the logo is set, changed or removed.
func TestALogoOnDocuments(t *testing.T) {
	dbtest.Both(t, func(t *testing.T, url string) {
		h := wholesale(t, url)
		picture := []byte("/Subtype /Image")
		set := func(c color.Color) {
			h.Helper()
			if _, err := app.SetLogo.Do(t.Context(), h.a, h.call, paper.LogoIn{ID: "Maison Exemple", Data: asPNG(t, plain(240, 60, c))}); err != nil {
				t.Fatal(err)
			}
		}
		before := h.file("invoice.pdf id=FA-2026-000001")
		set(color.NRGBA{10, 80, 110, 200})
		if again := h.file("invoice.pdf id=FA-2026-000001"); again.SHA256 != before.SHA256 || bytes.Contains(again.Bytes, picture) {
			t.Error("a kept invoice got a logo")
		}
		h.do(`shipping.plan order=C1 ship=true`, `quote.make customer=dupont lines=vis:12`)
		with := map[string]string{}
		for _, line := range []string{"invoice.pdf id=FA-2026-000002", "quote.pdf id=DV-2026-000001", "shipping.pdf id=BL-2026-000002"} {
			f := h.file(line)
			if with[line] = f.SHA256; !f.Kept || !bytes.Contains(f.Bytes, picture) {
				t.Errorf("%s: no logo", line)
			}
		}
		for _, line := range []string{"order.pdf id=C1", "customer.statement_pdf customer=dupont"} {
			if !bytes.Contains(h.file(line).Bytes, picture) {
				t.Errorf("%s: no logo", line)
			}
		}
		first := h.file("order.pdf id=C1").SHA256
		set(color.Black)
		if h.file("order.pdf id=C1").SHA256 == first {
			t.Error("the logo of before")
		}
		h.do(`entity.logo_remove id=Maison\ Exemple`)
		for line, sum := range with {
			if h.file(line).SHA256 != sum {
				t.Errorf("%s changed", line)
			}
		}
		if bytes.Contains(h.file("order.pdf id=C1").Bytes, picture) {
			t.Error("a logo that was removed")
		}
		h.verified()
	})
}
