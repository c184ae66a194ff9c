package web

import (
	"bytes"
	"image"
	"image/png"
	"mime/multipart"
	"net/http"
	"net/http/httptest"
	"regexp"
	"strings"
	"testing"

	"encaisse/app/access"
)

// sendFile posts a file as a form does.
func (b *browser) sendFile(path, field string, data []byte, pairs ...string) *httptest.ResponseRecorder {
	b.Helper()
	var text bytes.Buffer
	form := multipart.NewWriter(&text)
	for i := 0; i < len(pairs); i += 2 {
		if err := form.WriteField(pairs[i], pairs[i+1]); err != nil {
			b.Fatal(err)
		}
	}
	w, err := form.CreateFormFile(field, "logo.png")
	if err == nil {
		_, err = w.Write(data)
	}
	if err == nil {
		err = form.Close()
	}
	if err != nil {
		b.Fatal(err)
	}
	r := httptest.NewRequest("POST", path, &text)
	r.Header.Set("Content-Type", form.FormDataContentType())
	return b.ask(r)
}

// The logo is set by a file, shown, and removed; what is no picture is refused
// at its field.
func TestLogoOfTheCompany(t *testing.T) {
	b := as(t, access.Finance)
	b.wants(b.get("/settings/company"), 200, "Aucun logo", `enctype="multipart/form-data"`)
	b.wants(b.get("/settings/company/logo"), http.StatusNotFound)
	b.wants(b.sendFile("/settings/company/logo", "data", []byte("<svg/>"), "key", "l1"), http.StatusUnprocessableEntity, "ni un PNG ni un JPEG", "aria-invalid", "Aucun logo")
	b.wants(b.sendFile("/settings/company/logo", "data", make([]byte, 600<<10), "key", "l2"), http.StatusUnprocessableEntity, "dépasse 512 Ko")
	b.wants(b.post("/settings/company/logo", "key", "l3"), http.StatusUnprocessableEntity)
	var picture bytes.Buffer
	if err := png.Encode(&picture, image.NewGray(image.Rect(0, 0, 200, 50))); err != nil {
		t.Fatal(err)
	}
	b.wants(b.sendFile("/settings/company/logo", "data", picture.Bytes(), "key", "l4"), http.StatusSeeOther)
	src := regexp.MustCompile(`/settings/company/logo\?v=[0-9a-f]{64}`).FindString(b.wants(b.get("/settings/company"), 200, "Logo de Comptoir Luciole SAS", "Retirer le logo"))
	w := b.get(src)
	if shown, err := png.Decode(w.Body); err != nil || shown.Bounds() != image.Rect(0, 0, 200, 50) || w.Header().Get("Content-Type") != "image/png" || !strings.HasPrefix(w.Header().Get("Content-Security-Policy"), "default-src 'none'") {
		t.Error(src, w.Code, w.Header(), err)
	}
	b.wants(b.post("/settings/company/logo/remove", "key", "l5"), http.StatusSeeOther)
	b.wants(b.get("/settings/company"), 200, "Aucun logo")
}
