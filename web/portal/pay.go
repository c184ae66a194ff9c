package portal

import (
	"net/http"
	"net/url"
	"slices"
	"strings"

	"encaisse/app"
	"encaisse/base/day"
	"encaisse/base/money"
	"encaisse/base/refuse"
	"encaisse/base/words"
	"encaisse/o2c/portal"
	"encaisse/web/ui"
)

// accountPage is what a customer sees first: what is late and to come, the way
// to pay it, and what else he can do.
type accountPage struct {
	Title   string
	Figures []ui.Figure
	Dues    []dueRow
	Late    string // to pay at once, "" for nothing late
	All     string
	Can     bool // there is somebody to pay by
	One     bool // a link to one invoice
	IBAN    string
	Bank    string    // the title of what follows
	Ways    []ui.Fact // beside an IBAN
	Ref     string
	Promise string
	Plan    string
	Filed   string // of what is owed before insolvency proceedings, "" for none
	Pays    bool   // something is to be paid
	Running []ui.Fact
	Problem string
	Empty   ui.EmptyPage // in place of what is due, when nothing is
}

// dueRow is a document that can be ticked.
type dueRow struct {
	ID, Number, YourOrder, Due, Amount, Note string
	State                                    ui.State
	Ticked, Payable                          bool
	Href                                     string
}

func (v *visit) account() error {
	if v.offered != "" {
		return v.to("/portal/quotes/" + v.offered)
	}
	return v.accountWith(http.StatusOK, nil)
}

func (v *visit) accountWith(status int, why error) error {
	a, err := v.entry()
	if err != nil {
		return err
	}
	p := accountPage{Empty: ui.EmptyPage{Kind: ui.Done, Title: v.say("portal.nothing"), Text: v.say("portal.nothing.what")}, Can: v.options.Till != nil, One: v.guest.Document != 0, IBAN: words.Fours(a.IBAN), Ref: a.Reference}
	for _, f := range []ui.Fact{{Name: v.say("portal.bank_account"), Text: a.Bank}, {Name: v.say("portal.interac"), Text: a.Interac}, {Name: v.say("portal.cheques", "seller", a.Seller), Text: a.Cheques}} {
		if f.Text != "" {
			p.Ways = append(p.Ways, f)
		}
	}
	if p.Bank = v.say("portal.transfer"); len(p.Ways) > 0 {
		p.Bank = v.say("portal.bank")
	}
	late, lateN := v.figures(a, &p)
	switch {
	case lateN > 0:
		p.Title = v.say("portal.hello.late", "n", lateN)
	case len(a.Due) > 0:
		p.Title = v.say("portal.hello.coming")
	default:
		p.Title = v.say("portal.hello.nothing")
	}
	for _, d := range a.Due {
		if d.Filed != nil && p.Filed == "" {
			p.Filed = v.say("portal.filed.open", "day", ui.Day(v.ctx, d.Filed.OpenedOn))
		}
		p.Dues = append(p.Dues, v.due(d))
	}
	p.Pays = slices.ContainsFunc(p.Dues, func(d dueRow) bool { return d.Payable })
	if len(a.Sums) == 1 { // in one currency: one press pays it
		p.All = ui.Money(v.ctx, a.Sums[0].ToPay)
		if late > 0 {
			p.Late = ui.Money(v.ctx, a.Sums[0].Late)
		}
		if a.Sums[0].ToPay.Minor == 0 {
			p.All = ""
		}
	}
	if a.Settled != nil {
		p.Title, p.Empty = v.settled(*a.Settled)
	}
	v.goings(a, &p)
	if why != nil {
		p.Problem = v.app.Say(v.view.Lang, why)
	}
	return v.status(status, p.Title, accountBody(p))
}

// settled says of a charge for lateness that it was paid, or given up, with its
// document.
func (v *visit) settled(x portal.SettledView) (title string, page ui.EmptyPage) {
	page = ui.EmptyPage{Kind: ui.Done, Text: v.say("portal.settled.paid.what", "number", x.Number, "amount", (x.Total.Minor - x.Waived.Minor).In(x.Total.Currency)),
		Title: v.say("portal.settled.paid"), Href: "/portal/charges/" + url.PathEscape(x.Charge) + "/pdf", Label: v.say("portal.settled.pdf")}
	if x.Waived.Minor >= x.Total.Minor {
		page.Title, page.Text = v.say("portal.settled.waived"), v.say("portal.settled.waived.what", "number", x.Number)
	}
	return page.Title, page
}

// figures are what is late, to come and in the customer's favour.
func (v *visit) figures(a portal.Account, p *accountPage) (late money.Amount, n int64) {
	figure := func(name, note string, m money.Money, href string) {
		whole, rest := ui.Split(v.ctx, m)
		p.Figures = append(p.Figures, ui.Figure{Name: v.say(name), Whole: whole, Rest: rest, Note: note, Href: href})
	}
	for _, s := range a.Sums {
		late, n = late+s.Late.Minor, n+s.LateN
		figure("portal.late", v.say("portal.invoices_n", "n", s.LateN), s.Late, "#dues")
		figure("portal.coming", v.say("portal.invoices_n", "n", s.ComingN), s.Coming, "#dues")
		if s.FiledN > 0 {
			figure("portal.filed", v.say("portal.invoices_n", "n", s.FiledN), s.Filed, "#dues")
		}
	}
	for _, m := range a.Credit {
		figure("portal.credit", v.say("portal.credit.what"), m, "")
	}
	return late, n
}

func (v *visit) due(d portal.Due) dueRow {
	row := dueRow{ID: d.ID, Number: d.Number, YourOrder: d.YourOrder, Due: ui.Day(v.ctx, d.DueOn), Amount: ui.Money(v.ctx, d.ToPay),
		Ticked: d.Late.Minor > 0, Payable: d.ToPay.Minor > 0}
	switch d.Kind {
	case "opening": // of the books before: no paper of ours
	case "charge":
		row.Href = "/portal/charges/" + url.PathEscape(d.Charge) + "/pdf"
	default:
		row.Href = "/portal/invoices/" + d.ID
	}
	switch {
	case d.Filed != nil:
		row.State, row.Amount = ui.State{Tone: "warn", Icon: "stop", Text: v.say("portal.state.filed")}, ui.Money(v.ctx, d.Open)
	case d.Under != nil:
		row.State = ui.State{Tone: "go", Icon: "clock", Text: v.say("portal.state.under_way")}
	case d.Late.Minor > 0:
		row.State = ui.State{Tone: "alert", Icon: "warn", Text: v.say("portal.state.late", "days", ui.Days(v.ctx, int(d.Days)))}
	case d.Kind == "deposit":
		row.State = ui.State{Icon: "ring", Text: v.say("portal.state.deposit")}
	default:
		row.State = ui.State{Icon: "ring", Text: v.say("portal.state.coming")}
	}
	switch {
	case d.Filed != nil:
		row.Note = d.Filed.Why
	case d.Discount != nil:
		row.Note = v.say("portal.note.discount", "amount", d.Discount.Amount, "until", ui.Day(v.ctx, d.Discount.Until))
	case d.Disputed.Minor > 0:
		row.Note = v.say("portal.note.disputed", "amount", d.Disputed)
	case d.Under != nil:
		row.Note = v.say("portal.note.under_way", "amount", *d.Under)
	}
	return row
}

// listed is the heading of what is open: all of it is to be paid, unless some was
// owed before insolvency proceedings.
func (p accountPage) listed() string {
	if p.Filed != "" {
		return "portal.dues.open"
	}
	return "portal.dues"
}

// summed is the heading of its amounts.
func (p accountPage) summed() string {
	if p.Filed != "" {
		return "portal.open"
	}
	return "portal.to_pay"
}

// goings says what goes on: promise, plan, payments that are not settled.
func (v *visit) goings(a portal.Account, p *accountPage) {
	if a.Promise != nil {
		p.Promise = v.say("portal.promised", "amount", a.Promise.Amount, "day", ui.Day(v.ctx, a.Promise.DueOn))
	}
	for _, x := range a.Plans {
		p.Plan = v.say("portal.plan."+x.State, "amount", x.Total)
	}
	for _, c := range a.Checkouts {
		if c.State == portal.Pending || c.State == portal.Unsure {
			p.Running = append(p.Running, ui.Fact{Name: v.say("portal.checkout." + c.State), Text: ui.Money(v.ctx, c.Amount), Href: "/portal/checkouts/" + c.ID})
		}
	}
}

// payPage is what is paid before it is: each amount can be lowered.
type payPage struct {
	Fields   []ui.Input
	Total    string
	Problems []ui.Problem
}

// pay takes the customer to the provider: at once with all that is late or
// due, or over a page where he chooses how much of each.
func (v *visit) pay() error {
	if v.options.Till == nil {
		return refuse.New(refuse.Missing, "app.not_found")
	}
	a, err := v.entry()
	if err != nil {
		return err
	}
	if err := v.r.ParseForm(); err != nil {
		return refuse.New(refuse.BadRequest, "input.invalid")
	}
	chosen := v.chosenDues(a)
	switch {
	case len(chosen) == 0:
		return v.accountWith(http.StatusUnprocessableEntity, refuse.New(refuse.Invalid, "portal.choose"))
	case v.r.PostFormValue("choice") == "chosen":
		return v.review(http.StatusOK, chosen, nil)
	case v.r.PostFormValue("choice") == "amounts":
		return v.payAmounts(chosen)
	}
	var parts []portal.PayPart
	for _, d := range chosen {
		m := d.ToPay
		if v.r.PostFormValue("choice") == "late" {
			m = d.Late
		}
		parts = append(parts, part(d.ID, m))
	}
	return v.leave(parts, chosen)
}

func part(id string, m money.Money) portal.PayPart {
	amount, err := money.ParseDecimal(m.Text())
	if err != nil {
		return portal.PayPart{Invoice: id} // the whole of it: an amount of ours always reads
	}
	return portal.PayPart{Invoice: id, Amount: &amount}
}

// chosenDues are the documents ticked, all that is late, or all.
func (v *visit) chosenDues(a portal.Account) (out []portal.Due) {
	for _, d := range a.Due {
		on := slices.Contains(v.r.PostForm["invoice"], d.ID)
		switch v.r.PostFormValue("choice") {
		case "late":
			on = d.Late.Minor > 0
		case "all":
			on = true
		}
		if on && d.ToPay.Minor > 0 {
			out = append(out, d)
		}
	}
	return out
}

// review is the page of the amounts.
func (v *visit) review(status int, chosen []portal.Due, wrong *refuse.Refusal) error {
	p := payPage{}
	total := money.Money{}
	for _, d := range chosen {
		in := ui.Input{Name: "amount-" + d.ID, Label: d.Number, Kind: "amount", Required: true, Value: v.r.PostFormValue("amount-" + d.ID),
			Hint: v.say("portal.amount.hint", "left", d.ToPay)}
		if in.Value == "" {
			in.Value = d.ToPay.Text()
		}
		if wrong != nil {
			for _, f := range wrong.Fields {
				if f.Pointer == "/"+in.Name {
					text := v.app.Say(v.view.Lang, &refuse.Refusal{Code: f.Code, Args: f.Args, Kind: refuse.Invalid})
					in.Errors = append(in.Errors, text)
					p.Problems = append(p.Problems, ui.Problem{Field: in.Name, Text: text})
				}
			}
		}
		p.Fields = append(p.Fields, in)
		total = (total.Minor + d.ToPay.Minor).In(d.ToPay.Currency)
	}
	p.Total = ui.Money(v.ctx, total)
	return v.status(status, v.say("portal.review"), payBody(p))
}

func (v *visit) payAmounts(chosen []portal.Due) error {
	wrong := refuse.New(refuse.Invalid, "input.invalid")
	var parts []portal.PayPart
	for _, d := range chosen {
		name := "amount-" + d.ID
		amount, err := money.ParseDecimal(words.Untyped(v.r.PostFormValue(name)))
		minor, exact := amount.Amount(d.ToPay.Currency)
		if err != nil || exact != nil || minor <= 0 || minor > d.ToPay.Minor {
			wrong.At("/"+name, "portal.amount", "left", d.ToPay)
			continue
		}
		parts = append(parts, portal.PayPart{Invoice: d.ID, Amount: &amount})
	}
	if len(wrong.Fields) > 0 {
		return v.review(http.StatusUnprocessableEntity, chosen, wrong)
	}
	return v.leave(parts, chosen)
}

// leave goes to the provider's page; without its answer to where it is said
// that this is being verified.
func (v *visit) leave(parts []portal.PayPart, chosen []portal.Due) error {
	var numbers []string
	for _, d := range chosen {
		numbers = append(numbers, d.Number)
	}
	c, err := v.options.Till.Pay(v.r.Context(), v.call, portal.NewCheckout{Parts: parts}, strings.Join(numbers, ", "),
		func(id string) string {
			return strings.TrimRight(strings.TrimSuffix(v.options.Address, home), "/") + "/portal/checkouts/" + id
		})
	if r, no := refuse.As(err); no && r.Kind == refuse.Conflict {
		return v.accountWith(http.StatusConflict, err)
	}
	if err != nil {
		return err
	}
	if c.URL != "" {
		return v.to(c.URL)
	}
	return v.to("/portal/checkouts/" + c.ID)
}

// checkoutPage is how a payment stands.
type checkoutPage struct {
	Light, Title, Why string
	Facts             []ui.Fact
	Again, Resume     string
	Back              string
}

var lights = map[string]string{portal.Paid: "ok", portal.Pending: "ok", portal.Refused: "alert", portal.Expired: "warn", portal.Unsure: "warn", portal.Asked: "warn", portal.Open: "warn"}

// checkout is where the provider sends the customer back to.
func (v *visit) checkout() error {
	c, err := ask(v, app.ShowCheckout, portal.CheckoutIn{ID: v.r.PathValue("id")})
	if err != nil {
		return err
	}
	p := checkoutPage{Light: lights[c.State], Title: v.say("portal.checkout." + c.State), Why: v.say("portal.checkout.why." + c.State), Back: home}
	for _, s := range c.Parts {
		p.Facts = append(p.Facts, ui.Fact{Name: s.Number, Text: ui.Money(v.ctx, s.Amount)})
	}
	p.Facts = append(p.Facts, ui.Fact{Name: v.say("portal.total"), Text: ui.Money(v.ctx, c.Amount), Total: true})
	switch c.State {
	case portal.Open:
		p.Resume = c.URL
	case portal.Asked, portal.Unsure, portal.Pending:
		p.Again = "/portal/checkouts/" + c.ID
	}
	return v.show(p.Title, checkoutBody(p))
}

// dayIn is a day a form holds.
func dayIn(s string) (day.Day, error) { return day.Parse(s) }
