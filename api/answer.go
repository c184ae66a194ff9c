package api

import (
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"mime"
	"net/http"
	"strconv"
	"strings"

	"encaisse/base/words"
	"encaisse/connect/paper"
)

// give writes a JSON answer; a tagged one can be asked for again by its ETag.
func (s *server) give(w http.ResponseWriter, r *http.Request, status int, body []byte, tagged bool) {
	h := w.Header()
	h.Set("Content-Type", "application/json")
	h.Set("Cache-Control", "no-store")
	if tagged {
		sum := sha256.Sum256(body)
		tag := `"` + base64.RawURLEncoding.EncodeToString(sum[:12]) + `"`
		h.Set("ETag", tag)
		h.Set("Cache-Control", "private, no-cache")
		if matches(r.Header.Values("If-None-Match"), tag) {
			h.Del("Content-Type")
			w.WriteHeader(http.StatusNotModified)
			return
		}
	}
	s.write(w, status, body)
}

// giveFile writes a file by its name; its tag is its content's.
func (s *server) giveFile(w http.ResponseWriter, r *http.Request, f paper.File) {
	h := w.Header()
	h.Set("ETag", `"`+f.SHA256+`"`)
	h.Set("Cache-Control", "private, no-cache")
	if matches(r.Header.Values("If-None-Match"), h.Get("ETag")) {
		w.WriteHeader(http.StatusNotModified)
		return
	}
	h.Set("Content-Type", f.Media)
	h.Set("Content-Disposition", mime.FormatMediaType("inline", map[string]string{"filename": f.Name}))
	s.write(w, http.StatusOK, f.Bytes)
}

func (s *server) write(w http.ResponseWriter, status int, body []byte) {
	w.Header().Set("Content-Length", strconv.Itoa(len(body)))
	w.WriteHeader(status)
	_, _ = w.Write(body) // the client is gone: what was done stays done
}

func matches(header []string, tag string) bool {
	for t := range strings.SplitSeq(strings.Join(header, ","), ",") {
		if t = strings.TrimPrefix(strings.TrimSpace(t), "W/"); t == tag || t == "*" {
			return true
		}
	}
	return false
}

// problem writes an error as RFC 9457 has it. status 0 is that of the refusal.
func (s *server) problem(w http.ResponseWriter, l words.Language, status int, err error) {
	p := s.app.Problem(l, err)
	if status == 0 {
		status = special(p.Code, p.Status)
	}
	if status != p.Status {
		p.Status, p.Title = status, s.app.Title(l, status)
	}
	h := w.Header()
	h.Set("Content-Type", "application/problem+json")
	h.Set("Content-Language", string(l))
	h.Set("Cache-Control", "no-store")
	switch p.Status {
	case http.StatusUnauthorized:
		h.Set("WWW-Authenticate", `Bearer realm="encaisse"`)
	case http.StatusServiceUnavailable:
		h.Set("Retry-After", "1")
	}
	body, err := json.Marshal(p)
	if err != nil { // texts and numbers only: cannot be
		body = []byte(`{}`)
	}
	s.write(w, p.Status, body)
}

// special are the statuses that only this door knows.
func special(code string, status int) int {
	switch code {
	case "input.too_large":
		return http.StatusRequestEntityTooLarge
	case "input.media_type":
		return http.StatusUnsupportedMediaType
	}
	return status
}
