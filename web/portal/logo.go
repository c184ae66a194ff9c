package portal

import (
	"net/http"
	"strconv"

	"encaisse/app"
	"encaisse/base/refuse"
	"encaisse/connect/paper"
)

// house is the seller's name and logo for who is outside: those of the first
// company.
func (v *visit) house() paper.LogoFile {
	out, err := v.app.House(v.r.Context())
	if err != nil {
		v.app.Log.Warn("the portal's house", "error", err.Error())
	}
	return out
}

// logo is the picture in the head of the pages: that of the company whose
// customer is in. Nothing of the address chooses it; the hash there only lets a
// browser keep it.
func (v *visit) logo() error {
	l, err := v.ownLogo()
	if err != nil {
		return err
	}
	h := v.w.Header()
	h.Set("Cache-Control", "private, no-store")
	if l.SHA256 == "" {
		return refuse.New(refuse.Missing, "app.not_found")
	}
	if v.r.URL.Query().Get("v") == l.SHA256 {
		h.Set("Cache-Control", "private, max-age=31536000, immutable")
	}
	h.Set("Content-Type", "image/png")
	h.Set("Content-Length", strconv.Itoa(len(l.Data)))
	h.Set("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'")
	h.Set("Cross-Origin-Resource-Policy", "same-origin")
	v.w.WriteHeader(http.StatusOK)
	_, _ = v.w.Write(l.Data) // the browser is gone: nothing is lost
	return nil
}

func (v *visit) ownLogo() (paper.LogoFile, error) {
	g, err := v.app.GuestOf(v.r.Context(), v.secret())
	if refuse.Code(err) == "app.signin" {
		return v.house(), nil
	}
	if err != nil {
		return paper.LogoFile{}, err
	}
	v.guest, v.call.Caller = g, g.Caller
	return ask(v, app.PortalLogo, paper.ContactIn{})
}
