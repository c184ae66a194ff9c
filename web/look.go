package web

import (
	"net/http"
	"slices"
	"strings"
	"time"

	"encaisse/app"
	"encaisse/base/words"
	"encaisse/web/ui"
)

// lookCookie keeps how somebody likes the pages: language, theme, density and
// keys, separated by points. It is no secret.
const lookCookie = "encaisse_look"

// What may be chosen; the first of each is what holds when nothing is.
var (
	languages = []string{"", "fr", "en"}
	themes    = []string{"system", "light", "dark"}
	densities = []string{"usual", "compact", "airy"}
	keyHabits = []string{"keys", "nokeys"}
)

type look struct{ language, theme, density, keys string }

func (v *visit) chosen() look {
	out := look{languages[0], themes[0], densities[0], keyHabits[0]}
	c, err := v.r.Cookie(lookCookie)
	if err != nil {
		return out
	}
	parts := strings.Split(c.Value, ".")
	if len(parts) != 4 {
		return out
	}
	pick := func(to *string, from []string, value string) {
		if slices.Contains(from, value) {
			*to = value
		}
	}
	pick(&out.language, languages, parts[0])
	pick(&out.theme, themes, parts[1])
	pick(&out.density, densities, parts[2])
	pick(&out.keys, keyHabits, parts[3])
	return out
}

// looks is how the pages are drawn: in a language unless another was chosen.
func (v *visit) looks(l words.Language) ui.View {
	c := v.chosen()
	out := ui.View{Lang: l, Texts: sentences, Also: app.Texts, Mute: c.keys == "nokeys"}
	switch {
	case c.language == "en":
		out.Lang = words.English
	case c.language == "fr" && l == words.English:
		out.Lang = words.French
	}
	if c.theme != "system" {
		out.Theme = c.theme
	}
	if c.density != "usual" {
		out.Density = c.density
	}
	return out
}

// look keeps what was chosen and goes back to where it was.
func (v *visit) look() error {
	c := v.chosen()
	for _, f := range []struct {
		name string
		to   *string
		from []string
	}{{"language", &c.language, languages}, {"theme", &c.theme, themes}, {"density", &c.density, densities}, {"keys", &c.keys, keyHabits}} {
		if value := v.r.PostFormValue(f.name); value != "" && slices.Contains(f.from, value) {
			*f.to = value
		}
	}
	http.SetCookie(v.w, &http.Cookie{Name: lookCookie, Value: strings.Join([]string{c.language, c.theme, c.density, c.keys}, "."), Path: "/",
		MaxAge: int(365 * 24 * time.Hour / time.Second), HttpOnly: true, SameSite: http.SameSiteLaxMode, Secure: v.secure()})
	return v.to(ours(v.r.PostFormValue("back")))
}
