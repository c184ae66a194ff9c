package ui

import (
	"net/http"
	"slices"
	"strings"
)

// MostKept is how large a form may be that is kept for who has to sign in again.
const MostKept = 1 << 18

// Sent is a field of a form as it was sent.
type Sent struct{ Name, Value string }

// Kept are the fields of a form that somebody sent whose session ended meanwhile,
// in the order of their names: he signs in on another page and sends it again,
// nothing is typed twice. What is secret, and files, are not shown again. There are
// none of a form that is too large.
func Kept(w http.ResponseWriter, r *http.Request) (fields []Sent) {
	if r.Method != http.MethodPost || !strings.HasPrefix(r.Header.Get("Content-Type"), "application/x-www-form-urlencoded") {
		return nil
	}
	r.Body = http.MaxBytesReader(w, r.Body, MostKept)
	if r.ParseForm() != nil {
		return nil
	}
	for name, values := range r.PostForm {
		for _, value := range values {
			if !slices.Contains(secrets, name) {
				fields = append(fields, Sent{name, value})
			}
		}
	}
	slices.SortStableFunc(fields, func(a, b Sent) int { return strings.Compare(a.Name, b.Name) })
	return fields
}

// secrets are fields that are never sent back to a page.
var secrets = []string{"password", "again", "old"}
