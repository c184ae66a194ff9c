package web

import (
	"bytes"
	"context"
	"errors"
	"net"
	"net/http"
	"net/url"
	"path"
	"strings"

	"github.com/a-h/templ"

	"encaisse/app"
	"encaisse/base/refuse"
	"encaisse/base/words"
	"encaisse/o2c/seller"
	"encaisse/web/ui"
)

// policy lets a page load its own files and nothing else; scripts and styles
// come from files alone.
const policy = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"

// visit is one request of a person.
type visit struct {
	*site
	w      http.ResponseWriter
	r      *http.Request
	ctx    context.Context
	signed app.Signed // zero outside
	call   app.Call
	view   ui.View
	place  *seller.Entity // where he works, once asked
}

// outside serves a door.
func (s *site) outside(d door) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		v := s.visit(w, r)
		if err := d.draw(v); err != nil {
			v.fail(err)
		}
	}
}

// inside serves a screen: to who is signed in and may ask what it needs.
func (s *site) inside(p screen) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		v := s.visit(w, r)
		if err := v.enter(p); err != nil {
			v.fail(err)
			return
		}
		if err := p.draw(v); err != nil {
			v.fail(err)
		}
	}
}

func (s *site) visit(w http.ResponseWriter, r *http.Request) *visit {
	v := &visit{site: s, w: w, r: r}
	v.view = v.looks(words.ParseLanguage(r.Header.Get("Accept-Language")))
	v.ctx = ui.With(r.Context(), v.view)
	v.call = app.Call{Request: s.app.DB.NewID()}
	w.Header().Set("Encaisse-Request", v.request())
	return v
}

// request is the id of this visit: what its facts are caused by, and what a
// person says when he asks for help.
func (v *visit) request() string { return v.call.Request.Text(app.RequestPrefix) }

// enter finds who is signed in and whether the screen is for him.
func (v *visit) enter(p screen) (err error) {
	if v.signed, err = v.app.SessionOf(v.r.Context(), v.secret()); err != nil {
		return err
	}
	v.view = v.looks(v.signed.Language)
	v.ctx = ui.With(v.r.Context(), v.view)
	v.call.Caller = v.signed.Caller
	v.call.Language = v.view.Lang
	for _, e := range p.needs {
		if err := e.Authorise(v.signed.Role); err != nil {
			return err
		}
	}
	return nil
}

// may tells whether the visitor may call an entry.
func (v *visit) may(e *app.Entry) bool { return e.Allows(v.signed.Role) }

// say is a sentence of the pages.
func (v *visit) say(key string, pairs ...any) string { return ui.Say(v.ctx, key, pairs...) }

// local tells a request that comes from this machine, not through another.
func local(r *http.Request) bool {
	ip := net.ParseIP(address(r))
	return ip != nil && ip.IsLoopback() && r.Header.Get("X-Forwarded-For") == "" && r.Header.Get("Forwarded") == ""
}

// address is where the request comes from.
func address(r *http.Request) string {
	host, _, err := net.SplitHostPort(r.RemoteAddr)
	if err != nil {
		return ""
	}
	return host
}

func (v *visit) from() app.From { return app.From{Address: address(v.r), Agent: v.r.UserAgent()} }

// show draws a page inside the frame.
func (v *visit) show(title string, body templ.Component) error {
	return v.status(http.StatusOK, title, body)
}

func (v *visit) status(status int, title string, body templ.Component) error {
	return v.write(status, ui.Shell(v.surroundings(title)), body)
}

// write draws a frame with its body and sends it whole: a page that breaks
// half way is not begun.
func (v *visit) write(status int, frame, body templ.Component) error {
	var b bytes.Buffer
	if err := frame.Render(templ.WithChildren(v.ctx, body), &b); err != nil {
		return err
	}
	h := v.w.Header()
	h.Set("Content-Type", "text/html; charset=utf-8")
	h.Set("Content-Language", string(v.view.Lang))
	h.Set("Content-Security-Policy", policy)
	h.Set("Cache-Control", "no-store")
	h.Set("Vary", "Accept-Language, Cookie")
	h.Set("Cross-Origin-Opener-Policy", "same-origin")
	v.w.WriteHeader(status)
	_, _ = v.w.Write(b.Bytes()) // the browser is gone: nothing is lost
	return nil
}

// piece sends a part of a page, for htmx.
func (v *visit) piece(c templ.Component) error {
	return v.write(http.StatusOK, c, templ.NopComponent)
}

// htmx tells that a script asks for a part of a page.
func (v *visit) htmx() bool { return v.r.Header.Get("HX-Request") == "true" }

// to sends the browser to another page of ours, after a post.
func (v *visit) to(path string) error {
	http.Redirect(v.w, v.r, path, http.StatusSeeOther)
	return nil
}

// ours is a path of this site: what else a link asks for leads home.
func ours(path string) string {
	u, err := url.Parse(path)
	if err != nil || u.Host != "" || u.Scheme != "" || !strings.HasPrefix(path, "/") || strings.HasPrefix(path, "//") || strings.Contains(path, `\`) {
		return "/"
	}
	return path
}

// fail shows what went wrong: the sign-in page to who is not signed in, with what he
// typed kept, else a page that says what happened, what to do and by which id to ask.
func (v *visit) fail(err error) {
	r, known := refuse.As(err)
	if known && r.Code == "app.signin" && v.htmx() { // the page stays, it is only told
		v.w.Header().Set("HX-Retarget", "#ended")
		v.w.Header().Set("HX-Reswap", "innerHTML")
		_ = v.write(http.StatusUnauthorized, endedPiece(), templ.NopComponent)
		return
	}
	if known && r.Code == "app.signin" {
		if typed := ui.Kept(v.w, v.r); len(typed) > 0 && !strings.HasPrefix(v.r.URL.Path, "/sign-") {
			title := v.say("ui.resend")
			_ = v.write(http.StatusUnauthorized, ui.Gate(title), ui.Resend(title, "/sign-in", v.say("web.resend.enter"), v.r.URL.RequestURI(), typed)) // it has no error once it is begun
			return
		}
		back := ""
		if v.r.Method == http.MethodGet && v.r.URL.Path != "/" {
			back = "?to=" + url.QueryEscape(v.r.URL.RequestURI())
		}
		_ = v.to("/sign-in" + back) // a redirect has no error
		return
	}
	if !known {
		v.app.Log.Error("page", "path", v.r.URL.Path, "request", v.request(), "error", err.Error())
		r = refuse.New(0, "app.internal", "request", v.request())
		err = errors.Join(r, err)
	}
	if err := v.sorry(r.Kind.Status(), err); err != nil {
		v.app.Log.Error("error page", "path", v.r.URL.Path, "error", err.Error())
		http.Error(v.w, v.request(), http.StatusInternalServerError)
	}
}

// sorry is the page of an error. Who wants no page is told as the API tells.
func (v *visit) sorry(status int, why error) error {
	if !strings.Contains(v.r.Header.Get("Accept"), "text/html") && !v.htmx() {
		return v.problem(why)
	}
	title := v.say("web.error." + kindOf(status))
	body := errorBody(title, v.app.Say(v.view.Lang, why), v.request(), v.signed.User != 0)
	if v.signed.User == 0 {
		return v.write(status, ui.Gate(title), body)
	}
	return v.status(status, title, body)
}

func kindOf(status int) string {
	switch {
	case status == http.StatusForbidden:
		return "forbidden"
	case status == http.StatusNotFound:
		return "missing"
	case status < http.StatusInternalServerError:
		return "refused"
	}
	return "broken"
}

// unknown answers an address that is nobody's.
func (v *visit) unknown() error {
	if to := path.Clean(v.r.URL.Path); to != v.r.URL.Path && v.r.Method == http.MethodGet { // "/orders/" is "/orders"
		v.r.URL.Path = to
		return v.to(v.r.URL.RequestURI())
	}
	if s, err := v.app.SessionOf(v.r.Context(), v.secret()); err == nil {
		v.signed, v.call.Caller = s, s.Caller
		v.view = v.looks(s.Language)
		v.ctx = ui.With(v.r.Context(), v.view)
	}
	return refuse.New(refuse.Missing, "input.route", "path", v.r.URL.Path)
}

// foreign answers a form that another site sent.
func (v *visit) foreign() error { return refuse.New(refuse.Forbidden, "app.foreign") }
