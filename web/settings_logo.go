package web

import (
	"errors"
	"io"
	"net/http"
	"strconv"

	"encaisse/app"
	"encaisse/base/refuse"
	"encaisse/connect/paper"
	"encaisse/o2c/seller"
	"encaisse/web/ui"
)

// logoSection is the logo that customers see, and the forms to set and remove it.
func (v *visit) logoSection(e seller.View) (section, error) {
	l, err := ask(v, app.ShowLogo, seller.ByID{ID: e.ID})
	if err != nil {
		return section{}, err
	}
	s := section{ID: "logo", Title: v.say("web.company.logo"), Sub: v.say("web.company.logo.what")}
	if l.SHA256 == "" {
		s.Text = v.say("web.company.logo.none")
	} else {
		s.Picture = &picture{"/settings/company/logo?v=" + l.SHA256, v.say("web.company.logo.alt", "name", e.Name)}
	}
	if v.may(app.SetLogo.Entry) {
		s.Forms = append(s.Forms, settingForm{Path: "/settings/company/logo", File: true, Hidden: []ui.Option{v.once()},
			Fields:  []ui.Input{{Name: "data", Label: v.say("web.company.logo.file"), Kind: "file", Required: true, Hint: v.say("web.company.logo.hint")}},
			Buttons: []settingButton{{Value: "set", Text: v.say("web.company.logo.set"), Icon: "plus"}}})
	}
	if v.may(app.RemoveLogo.Entry) && l.SHA256 != "" {
		s.Forms = append(s.Forms, settingForm{Path: "/settings/company/logo/remove", Hidden: []ui.Option{v.once()},
			Buttons: []settingButton{{Value: "remove", Text: v.say("web.company.logo.remove"), Icon: "x"}}})
	}
	return s, nil
}

// ours is the company whose settings are looked at.
func (v *visit) ours() string { return v.entity().ID.Text(seller.Prefix) }

// logo is the picture itself.
func (v *visit) logo() error {
	l, err := ask(v, app.ShowLogo, seller.ByID{ID: v.ours()})
	if err != nil {
		return err
	}
	if l.SHA256 == "" {
		return refuse.New(refuse.Missing, "app.not_found")
	}
	h := v.w.Header()
	h.Set("Content-Type", "image/png")
	h.Set("Content-Length", strconv.Itoa(len(l.Data)))
	h.Set("Cache-Control", "private, no-cache")
	h.Set("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'")
	h.Set("Cross-Origin-Resource-Policy", "same-origin")
	v.w.WriteHeader(http.StatusOK)
	_, _ = v.w.Write(l.Data) // the browser is gone: nothing is lost
	return nil
}

// logoSet takes the file that was sent, under the key of its form.
func (v *visit) logoSet() error {
	v.r.Body = http.MaxBytesReader(v.w, v.r.Body, 4*paper.LogoSent)
	var data []byte
	f, _, err := v.r.FormFile("data")
	if err == nil {
		defer f.Close()
		data, err = io.ReadAll(io.LimitReader(f, paper.LogoSent+1)) // one more: too large is said by the command
	}
	if err != nil && !errors.Is(err, http.ErrMissingFile) {
		return v.companyWith(refuse.New(refuse.Invalid, "input.invalid").At("/data", "paper.logo_large", "max", paper.LogoSent>>10))
	}
	_, err = command(v, app.SetLogo, v.r.PostFormValue("key"), paper.LogoIn{ID: v.ours(), Data: data})
	if refused(err) {
		return v.companyWith(err)
	}
	if err != nil {
		return err
	}
	return v.to("/settings/company?done=do")
}

// logoRemoved takes the logo away.
func (v *visit) logoRemoved() error {
	if _, err := command(v, app.RemoveLogo, v.r.PostFormValue("key"), seller.ByID{ID: v.ours()}); err != nil {
		return err
	}
	return v.to("/settings/company?done=do")
}
