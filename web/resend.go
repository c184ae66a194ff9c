package web

import (
	"net/http"
	"slices"
	"strings"

	"encaisse/web/ui"
)

// mostKept is how large a form may be that is kept for who has to sign in again.
const mostKept = 1 << 18

// typed is a field of a form as it was sent.
type typed struct{ Name, Value string }

// resend keeps what somebody typed whose session ended meanwhile: he signs in on
// another page and sends the form again, nothing is typed twice. What is secret, and
// files, are not shown again. It reports whether there was something to keep.
func (v *visit) resend() bool {
	if v.r.Method != http.MethodPost || strings.HasPrefix(v.r.URL.Path, "/sign-") ||
		!strings.HasPrefix(v.r.Header.Get("Content-Type"), "application/x-www-form-urlencoded") {
		return false
	}
	v.r.Body = http.MaxBytesReader(v.w, v.r.Body, mostKept)
	if v.r.ParseForm() != nil {
		return false
	}
	var fields []typed
	for name, values := range v.r.PostForm {
		for _, value := range values {
			if !slices.Contains(secrets, name) {
				fields = append(fields, typed{name, value})
			}
		}
	}
	if len(fields) == 0 {
		return false
	}
	slices.SortStableFunc(fields, func(a, b typed) int { return strings.Compare(a.Name, b.Name) })
	title := v.say("web.resend")
	return v.write(http.StatusUnauthorized, ui.Gate(title), resendBody(title, v.r.URL.RequestURI(), fields)) == nil
}

// secrets are fields that are never sent back to a page.
var secrets = []string{"password", "again", "old"}
