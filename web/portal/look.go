package portal

import (
	"net"
	"net/http"
	"slices"
	"strings"
	"time"

	"encaisse/app"
	"encaisse/base/words"
	"encaisse/web/ui"
)

// The cookie of a customer; over HTTPS bound to this host by its name.
const (
	plainCookie  = "encaisse_portal"
	secureCookie = "__Host-encaisse_portal"
	lookCookie   = "encaisse_portal_look"
)

func (v *visit) secure() bool {
	return v.r.TLS != nil || v.r.Header.Get("X-Forwarded-Proto") == "https"
}

func (v *visit) cookie() string {
	if v.secure() {
		return secureCookie
	}
	return plainCookie
}

func (v *visit) secret() string {
	c, err := v.r.Cookie(v.cookie())
	if err != nil {
		return ""
	}
	return c.Value
}

func (v *visit) keep(secret string) {
	c := &http.Cookie{Name: v.cookie(), Value: secret, Path: "/", HttpOnly: true, SameSite: http.SameSiteLaxMode, Secure: v.secure()}
	if secret == "" {
		c.MaxAge = -1
	}
	http.SetCookie(v.w, c)
}

func (v *visit) from() app.From {
	host, _, err := net.SplitHostPort(v.r.RemoteAddr)
	if err != nil {
		host = ""
	}
	return app.From{Address: host, Agent: v.r.UserAgent()}
}

// What may be chosen of the looks.
var (
	languages = []string{"", "fr", "en"}
	themes    = []string{"system", "light", "dark"}
)

func (v *visit) chosen() (language, theme string) {
	theme = themes[0]
	if c, err := v.r.Cookie(lookCookie); err == nil {
		l, t, _ := strings.Cut(c.Value, ".")
		if slices.Contains(languages, l) {
			language = l
		}
		if slices.Contains(themes, t) {
			theme = t
		}
	}
	return language, theme
}

// see sets how pages are drawn: in a language unless another was chosen.
func (v *visit) see(l words.Language) {
	language, theme := v.chosen()
	v.view = ui.View{Lang: l, Texts: sentences, Also: app.Texts, Mute: true}
	switch {
	case language == "en":
		v.view.Lang = words.English
	case language == "fr" && l == words.English:
		v.view.Lang = words.French
	}
	if theme != themes[0] {
		v.view.Theme = theme
	}
	v.ctx = ui.With(v.r.Context(), v.view)
}

func (v *visit) look() error {
	language, theme := v.chosen()
	if l := v.r.PostFormValue("language"); slices.Contains(languages, l) && l != "" {
		language = l
	}
	if t := v.r.PostFormValue("theme"); slices.Contains(themes, t) {
		theme = t
	}
	http.SetCookie(v.w, &http.Cookie{Name: lookCookie, Value: language + "." + theme, Path: "/", MaxAge: int(365 * 24 * time.Hour / time.Second),
		HttpOnly: true, SameSite: http.SameSiteLaxMode, Secure: v.secure()})
	return v.to(ours(v.r.PostFormValue("back")))
}
