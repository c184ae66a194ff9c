package api

import (
	"net/http"
	"strconv"
	"strings"
	"time"

	"encaisse/app"
	"encaisse/base/refuse"
	"encaisse/base/words"
	"encaisse/connect/paper"
)

// requestHeader names what the facts of a call were caused by.
const requestHeader = "Encaisse-Request"

// maxWait bounds Prefer: wait=N, in seconds.
const maxWait = 30

// operation serves one entry of the registry.
func (s *server) operation(o *operation) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		l := language(r)
		if err := s.perform(w, r, o, &l); err != nil {
			s.problem(w, l, 0, err)
		}
	}
}

func (s *server) perform(w http.ResponseWriter, r *http.Request, o *operation, l *words.Language) error {
	call := app.Call{Request: s.app.DB.NewID()}
	w.Header().Set(requestHeader, call.Request.Text(app.RequestPrefix))
	var err error
	if call.Caller, err = s.caller(r); err != nil {
		return err
	}
	if r.Header.Get("Accept-Language") == "" {
		*l = call.Language
	}
	if err := o.entry.Authorise(call.Role); err != nil {
		return err
	}
	if !o.entry.Question {
		if err := readKey(r, &call); err != nil {
			return err
		}
	}
	in := o.entry.NewInput()
	if err := s.spec.read(o, r, in); err != nil {
		return err
	}
	ans, err := o.entry.Answer(r.Context(), s.app, call, in)
	if err != nil {
		return err
	}
	if !o.entry.Question {
		w.Header().Set(requestHeader, ans.Request.Text(app.RequestPrefix))
		s.wait(w, r, ans)
	}
	if f, ok := ans.Out.(paper.File); ok {
		s.giveFile(w, r, f)
		return nil
	}
	s.give(w, r, ans.Status, ans.Body, o.entry.Question && strings.Contains(o.entry.Path, "{"))
	return nil
}

// caller is who holds the bearer key of the request.
func (s *server) caller(r *http.Request) (app.Caller, error) {
	scheme, secret, _ := strings.Cut(r.Header.Get("Authorization"), " ")
	if !strings.EqualFold(scheme, "Bearer") || secret == "" {
		return app.Caller{}, refuse.New(refuse.Unauthorized, "app.key_needed")
	}
	return s.app.Identify(r.Context(), strings.TrimSpace(secret), r.Header.Get(app.EntityHeader))
}

// readKey reads ?preview= and, where something is to be done, the idempotency key.
func readKey(r *http.Request, c *app.Call) (err error) {
	if v := r.URL.Query().Get("preview"); v != "" {
		if c.Preview, err = strconv.ParseBool(v); err != nil {
			return invalid().At("/preview", "input.boolean")
		}
	}
	if c.Preview {
		return nil
	}
	c.Key, err = app.ParseKey(r.Header.Values("Idempotency-Key"))
	return err
}

// wait holds the answer back until what it caused has settled, when the client
// prefers so (RFC 7240).
func (s *server) wait(w http.ResponseWriter, r *http.Request, ans app.Answer) {
	seconds, ok := preferred(r.Header.Values("Prefer"))
	if !ok {
		return
	}
	done, err := s.app.Settle(r.Context(), ans.Request, time.Duration(seconds)*time.Second)
	if err != nil {
		s.app.Log.Warn("waiting for what a request caused", "error", err.Error())
		return
	}
	w.Header().Set("Preference-Applied", "wait="+strconv.Itoa(seconds))
	w.Header().Set("Encaisse-Settled", strconv.FormatBool(done))
}

func preferred(header []string) (seconds int, ok bool) {
	for p := range strings.FieldsFuncSeq(strings.Join(header, ","), func(c rune) bool { return c == ',' || c == ';' }) {
		name, value, _ := strings.Cut(strings.TrimSpace(p), "=")
		if n, err := strconv.Atoi(strings.Trim(value, `" `)); strings.EqualFold(strings.TrimSpace(name), "wait") && err == nil && n >= 0 {
			return min(n, maxWait), true
		}
	}
	return 0, false
}
