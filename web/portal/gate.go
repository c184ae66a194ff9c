package portal

import (
	"io"
	"net"
	"net/http"
	"slices"

	"encaisse/base/refuse"
	"encaisse/connect/psp"
	"encaisse/demo"
	"encaisse/web/ui"
)

// knock takes the secret of a link for a cookie and forgets it: the address
// that one stays on does not hold it.
func (v *visit) knock() error {
	secret, err := v.app.Knock(v.r.Context(), v.r.PathValue("secret"), v.from())
	if err != nil {
		return err
	}
	return v.come(secret)
}

// come keeps a session and goes in; who may see one invoice goes there.
func (v *visit) come(secret string) error {
	v.keep(secret)
	v.w.Header().Set("Cache-Control", "no-store")
	g, err := v.app.GuestOf(v.r.Context(), secret)
	if err != nil {
		return err
	}
	offered, err := v.opensQuote(g)
	if err != nil {
		return err
	}
	if offered != "" {
		return v.to("/portal/quotes/" + offered)
	}
	bill, err := v.opensInvoice(g)
	if err != nil {
		return err
	}
	if bill != "" {
		return v.to("/portal/invoices/" + bill)
	}
	return v.to(ours(v.r.PostFormValue("to")))
}

func (v *visit) signIn() error {
	if _, err := v.app.GuestOf(v.r.Context(), v.secret()); err == nil {
		return v.to(home)
	}
	return v.gate(http.StatusOK, "")
}

func (v *visit) gate(status int, problem string) error {
	p := gatePage{Name: v.r.PostFormValue("name"), To: ours(v.r.FormValue("to")), Problem: problem}
	if v.demonstrates() {
		p.Demo = v.options.Demo
	}
	return v.status(status, v.say("portal.signin"), gateBody(p))
}

// gatePage is what the page to come in by shows.
type gatePage struct {
	Name, Problem string
	To            string // where he was going
	Demo          []string
}

func (v *visit) signInDone() error {
	secret, err := v.app.SignInGuest(v.r.Context(), v.r.PostFormValue("name"), v.r.PostFormValue("password"), v.from())
	if r, no := refuse.As(err); no && r.Kind != 0 {
		status := http.StatusUnauthorized
		if r.Code == "access.wait" {
			status = http.StatusTooManyRequests
		}
		return v.gate(status, v.app.Say(v.view.Lang, err))
	}
	if err != nil {
		return err
	}
	return v.come(secret)
}

// demonstrates tells that the doors stand open: this is the demonstration, and
// the browser is on this machine.
func (v *visit) demonstrates() bool {
	ip := net.ParseIP(v.from().Address)
	if len(v.options.Demo) == 0 || ip == nil || !ip.IsLoopback() || v.r.Header.Get("X-Forwarded-For") != "" || v.r.Header.Get("Forwarded") != "" {
		return false
	}
	m, ok, err := demo.Find(v.r.Context(), v.app)
	return err == nil && ok && m.Whole
}

func (v *visit) signInDemo() error {
	number := v.r.PostFormValue("customer")
	if !slices.Contains(v.options.Demo, number) || !v.demonstrates() {
		return refuse.New(refuse.Missing, "app.not_found")
	}
	link, err := demo.Door(v.r.Context(), v.app, number)
	if err != nil {
		return err
	}
	return v.to(link)
}

func (v *visit) signOut() error {
	if err := v.app.Leave(v.r.Context(), v.guest); err != nil {
		return err
	}
	v.keep("")
	v.w.Header().Set("Clear-Site-Data", `"cache"`)
	return v.to("/portal/sign-in")
}

func (v *visit) switchAccount() error {
	secret, err := v.app.SwitchAccount(v.r.Context(), v.guest, v.r.PostFormValue("account"), v.from())
	if err != nil {
		return err
	}
	return v.come(secret)
}

func (v *visit) invitation() error { return v.invited(http.StatusOK, nil) }

func (v *visit) invited(status int, why error) error {
	name, err := v.app.Invited(v.r.Context(), v.r.PathValue("secret"))
	if err != nil {
		return err
	}
	p := invitedPage{Name: name, Action: "/portal/invitation/" + v.r.PathValue("secret")}
	if why != nil {
		p.Problem = v.app.Say(v.view.Lang, why)
	}
	v.frame.Here = home
	return v.status(status, v.say("portal.invited"), invitedBody(p))
}

type invitedPage struct{ Name, Action, Problem string }

func (v *visit) invitationDone() error {
	secret, password := v.r.PathValue("secret"), v.r.PostFormValue("password")
	name, err := v.app.Invited(v.r.Context(), secret)
	if err != nil {
		return err
	}
	if password != v.r.PostFormValue("again") {
		return v.invited(http.StatusUnprocessableEntity, refuse.New(refuse.Invalid, "app.twice"))
	}
	err = v.app.AcceptInvitation(v.r.Context(), secret, password)
	if r, no := refuse.As(err); no && r.Kind == refuse.Invalid {
		return v.invited(http.StatusUnprocessableEntity, err)
	}
	if err != nil {
		return err
	}
	session, err := v.app.SignInGuest(v.r.Context(), name, password, v.from())
	if err != nil {
		return err
	}
	return v.come(session)
}

// longestEvent of a provider, in bytes.
const longestEvent = 64 << 10

// events takes the signed messages of the provider. Known is 200, so that it
// stops sending; what is not its own is 403; ours to repair is 500.
func (s *site) events(w http.ResponseWriter, r *http.Request) {
	if s.options.Till == nil || r.PathValue("provider") != s.options.Till.Provider.Name() {
		http.NotFound(w, r)
		return
	}
	body, err := io.ReadAll(http.MaxBytesReader(w, r.Body, longestEvent))
	if err != nil {
		http.Error(w, "too long", http.StatusRequestEntityTooLarge)
		return
	}
	err = s.options.Till.Hear(r.Context(), r.Header, body)
	switch refused, no := refuse.As(err); {
	case err == nil:
		w.WriteHeader(http.StatusOK)
	case no && refused.Kind != 0:
		http.Error(w, refused.Code, refused.Kind.Status())
	default:
		s.app.Log.Error("payment event", "error", err.Error())
		http.Error(w, "again", http.StatusInternalServerError)
	}
}

// sandbox is the page of the provider that takes no money.
func (v *visit) sandbox() error {
	i, err := v.tried()
	if err != nil {
		return err
	}
	v.view.Lang = i.Language
	v.ctx = ui.With(v.r.Context(), v.view)
	return v.show(v.say("portal.sandbox"), sandboxBody(ui.Money(v.ctx, i.Amount), i.Subject, v.r.URL.Path))
}

func (v *visit) tried() (psp.Intent, error) {
	if v.options.Sandbox == nil {
		return psp.Intent{}, refuse.New(refuse.Missing, "app.not_found")
	}
	i, ok := v.options.Sandbox.Asked(v.r.PathValue("token"))
	if !ok {
		return i, refuse.New(refuse.Missing, "app.not_found")
	}
	return i, nil
}

func (v *visit) sandboxDone() error {
	i, err := v.tried()
	if err != nil {
		return err
	}
	outcome := v.r.PostFormValue("outcome")
	if !slices.Contains(psp.Outcomes, outcome) {
		return refuse.New(refuse.Invalid, "input.value")
	}
	if err := v.options.Sandbox.Decide(v.r.Context(), v.r.PathValue("token"), outcome); err != nil {
		return err
	}
	return v.to(ours(i.Back))
}
