package web

import (
	"context"
	"net/http"
	"slices"

	"encaisse/app"
	"encaisse/base/money"
	"encaisse/base/refuse"
	"encaisse/o2c/approval"
	"encaisse/o2c/credit"
	"encaisse/o2c/insight"
	"encaisse/o2c/order"
	"encaisse/o2c/shipping"
	"encaisse/web/ui"
)

// holdsPage is the queue of the orders that wait for credit, and the case that
// is open.
type holdsPage struct {
	Head  ui.Heading
	Queue []holdRow
	Next  string
	Empty *ui.EmptyPage
	Case  *holdCase
}

type holdRow struct {
	Href, Name, Amount, Why, When string
	On                            bool
}

// holdCase is what has to be seen to decide about one of them.
type holdCase struct {
	Number, Name, Href, Path, Key string
	Sub                           string
	Big, Rest                     string // exposure after the order
	Over, OverRest                string // above the limit; "" when it is not
	Bar                           ui.ExposureBar
	Parts                         []ui.Fact
	Rules                         []holdRule
	Light                         light
	Because                       []string
	History                       []ui.Fact
	Ways                          []string
	Release, Refuse               bool
	Reason                        ui.Input
	Comment                       ui.Input
	Refusing                      bool
	Problems                      []ui.Problem
	Approval                      string // a request that waits
	Mine                          bool   // the visitor entered the order
	Actions                       []actionLink
}

type holdRule struct {
	State ui.State
	Text  string
}

func (v *visit) holds() error {
	return v.queue(http.StatusOK, v.r.URL.Query().Get("order"), nil)
}

// queue draws the queue with a case open: the first when none is said.
func (v *visit) queue(status int, number string, why error) error {
	title := v.say("web.holds")
	out, err := ask(v, app.HeldRows, pagingOf(v.r))
	if err != nil {
		return err
	}
	p := holdsPage{Head: ui.Heading{Title: title}}
	for _, s := range out.Sums {
		p.Head.Sub = v.say("web.holds.sum", "n", s.Rows, "amount", s.Total)
	}
	if number == "" && len(out.Items) > 0 {
		number = out.Items[0].Number
	}
	for _, h := range out.Items {
		r := holdRow{Href: "/credit/holds?order=" + queried(h.Number), Name: h.Name, Amount: ui.Money(v.ctx, h.Total), When: ui.Days(v.ctx, int(h.Days)), On: h.Number == number}
		for i, rule := range h.Hold {
			if i > 0 {
				r.Why += ", "
			}
			r.Why += v.rule(rule)
		}
		p.Queue = append(p.Queue, r)
	}
	if out.Next != nil {
		p.Next = "/credit/holds?cursor=" + *out.Next
	}
	if number == "" {
		p.Empty = &ui.EmptyPage{Kind: ui.Done, Title: v.say("web.empty.holds"), Text: v.say("web.empty.holds.why"), Href: v.link("/orders"), Label: v.say("web.orders")}
		return v.status(status, title, holdsBody(p))
	}
	c, err := ask(v, app.ShowCase, order.ByID{ID: number})
	if refuse.Code(err) == "insight.case_none" { // decided meanwhile
		return v.to("/credit/holds?done=gone")
	}
	if err != nil {
		return err
	}
	if p.Case, err = v.holdCase(c, why); err != nil {
		return err
	}
	return v.status(status, title, holdsBody(p))
}

// holdCase puts a case on its page.
func (v *visit) holdCase(c insight.HeldCase, why error) (*holdCase, error) {
	o := c.Order
	p := &holdCase{Number: o.Number, Href: "/orders/" + escape(o.Number), Path: "/credit/holds/" + escape(o.Number), Key: v.keyOf(),
		Sub:  v.say("web.hold.by", "who", or(c.EnteredBy, "–"), "day", ui.Day(v.ctx, o.OrderedOn), "amount", o.Total),
		Mine: c.EnteredBy == v.signed.Name, Release: v.may(app.ReleaseOrder.Entry), Refuse: v.may(app.RefuseOrder.Entry)}
	who, err := ask(v, app.ShowCustomer, byCustomer(o.Customer))
	if err != nil {
		return nil, err
	}
	p.Name = who.Name
	v.atStake(p, c)
	p.Rules = v.rulesOf(c)
	tones := map[string][2]string{insight.LetGo: {"ok", "web.case.release"}, insight.Await: {"warn", "web.case.wait"}, insight.TurnDown: {"alert", "web.case.refuse"}}
	p.Light = light{Tone: tones[c.Do][0], Title: v.say(tones[c.Do][1])}
	if c.Do == insight.Await && c.Pay.Minor > 0 {
		p.Light.Title = v.say("web.case.pay", "amount", c.Pay)
	}
	for _, b := range c.Because {
		p.Because = append(p.Because, b.Text)
	}
	p.Ways = v.waysOut(o.Answer)
	at := v.link2("/customers/{id}", "/customers/"+escape(o.Customer))
	p.History = []ui.Fact{{Name: v.say("web.case.class"), Text: or(c.File.Class, v.say("ui.none"))}, {Name: v.say("web.case.held"), Text: v.say("web.case.of", "n", c.Released, "all", c.Held), Href: with(at, "?part=orders")},
		{Name: v.say("web.case.late_days"), Text: ui.Number(v.ctx, c.LateDays) + "\u00a0" + v.say("ui.d"), Href: with(at, "?part=account")},
		{Name: v.say("web.case.broken"), Text: ui.Number(v.ctx, c.Broken)}, {Name: v.say("web.case.promised"), Text: ui.Money(v.ctx, c.Promised)}, {Name: v.say("web.case.review"), Text: v.dayOr(c.File.ReviewDue)}}
	p.Reason = ui.Input{Name: "reason", Label: v.say("web.hold.reason"), Kind: "text", Required: true, Value: v.r.PostFormValue("reason"), Hint: v.say("web.hold.reason.hint")}
	p.Comment = ui.Input{Name: "comment", Label: v.say("web.field.comment"), Kind: "line", Value: v.r.PostFormValue("comment")}
	p.Actions = v.actions(about{"customer": o.Customer, "order": o.Number}, "order.retry", "credit.line", "credit.limit", "promise.make", "invoice.deposit")
	if why != nil {
		fields := []ui.Input{p.Reason}
		v.wrong(why, fields, &p.Problems)
		p.Reason, p.Refusing = fields[0], len(fields[0].Errors) > 0
	}
	return p, v.waitsFor(p)
}

// atStake is the exposure with this order beside the limit.
func (v *visit) atStake(p *holdCase, c insight.HeldCase) {
	pos, total := c.Position, c.Order.Total
	after := pos.Exposure
	if after.Currency == total.Currency {
		after.Minor += total.Minor
	}
	p.Bar = v.barWith(pos, total, after)
	p.Big, p.Rest = ui.Split(v.ctx, after)
	customer := queried(c.Order.Customer)
	fact := func(name, href string, text string) ui.Fact {
		return ui.Fact{Name: v.say(name), Text: text, Href: v.link(href)}
	}
	p.Parts = []ui.Fact{fact("web.credit.open", "/invoices?view=open&customer="+customer, ui.Money(v.ctx, pos.Open)), fact("web.credit.unbilled", "/shipments?customer="+customer, ui.Money(v.ctx, pos.Unbilled)),
		fact("web.credit.ordered", "/orders?view=confirmed&customer="+customer, ui.Money(v.ctx, pos.Ordered))}
	if pos.Unapplied.Minor+pos.Deposits.Minor != 0 {
		back := pos.Unapplied
		back.Minor = -pos.Unapplied.Minor - pos.Deposits.Minor
		p.Parts = append(p.Parts, ui.Fact{Name: v.say("web.credit.back"), Text: ui.Money(v.ctx, back), Href: v.link2("/customers/{id}", "/customers/"+escape(c.Order.Customer)+"?part=account")})
	}
	p.Parts = append(p.Parts, ui.Fact{Name: v.say("web.credit.this"), Text: ui.Money(v.ctx, total), Href: p.Href})
	if pos.Limit != nil {
		p.Parts = append(p.Parts, ui.Fact{Name: v.say("web.col.limit"), Text: ui.Money(v.ctx, *pos.Limit)})
		if over := after.Minor - pos.Limit.Minor; over > 0 && after.Currency == pos.Limit.Currency {
			p.Over, p.OverRest = ui.Split(v.ctx, over.In(after.Currency))
			p.Parts = append(p.Parts, ui.Fact{Name: v.say("web.credit.over"), Text: p.Over + p.OverRest, Total: true})
		}
	}
}

// barWith is the exposure with an order that is not in it yet: what of it is
// beyond the limit stands behind it.
func (v *visit) barWith(pos credit.Position, order, after money.Money) ui.ExposureBar {
	bar, _ := v.exposure(pos)
	if pos.Limit == nil || after.Currency != pos.Limit.Currency || after.Minor <= 0 {
		return bar
	}
	whole := max(after.Minor, pos.Limit.Minor)
	over := max(after.Minor-pos.Limit.Minor, 0)
	out := ui.ExposureBar{Label: v.say("web.exposure_of", "amount", after, "limit", *pos.Limit), At: percent(pos.Limit.Minor, whole)}
	x := money.Amount(0)
	add := func(class, name string, a money.Amount) {
		if a > 0 {
			out.Parts = append(out.Parts, ui.ExposurePart{Class: class, X: percent(x, whole), Width: percent(a, whole), Text: v.say(name), Amount: ui.Money(v.ctx, a.In(after.Currency))})
			x += a
		}
	}
	add("s1", "web.credit.before", min(pos.Exposure.Minor, pos.Limit.Minor))
	this := "web.credit.this"
	if over > 0 {
		this = "web.credit.this_within"
	}
	add("s2", this, min(order.Minor, max(pos.Limit.Minor-max(pos.Exposure.Minor, 0), 0)))
	add("sx", "web.credit.over", over)
	add("s0", "web.credit.free", pos.Limit.Minor-after.Minor)
	return out
}

// rulesOf are the rules that failed, each with what it measured.
func (v *visit) rulesOf(c insight.HeldCase) (out []holdRule) {
	seen := []string{}
	if a := c.Order.Answer; a != nil {
		for _, r := range a.Rules {
			seen = append(seen, r.Rule)
			h := holdRule{State: ui.State{Tone: "alert", Icon: "stop", Text: v.rule(r.Rule)}}
			if r.Value != nil && r.Threshold != nil {
				h.Text = v.say("web.rule.for", "value", v.measured(r.Rule, *r.Value, c.Order.Total.Currency), "threshold", v.measured(r.Rule, *r.Threshold, c.Order.Total.Currency))
			}
			out = append(out, h)
		}
	}
	for _, h := range c.Order.Hold {
		if !slices.Contains(seen, h) {
			out = append(out, holdRule{State: ui.State{Tone: "alert", Icon: "stop", Text: v.rule(h)}, Text: c.Order.Reason})
		}
	}
	return out
}

// measured is a figure of a rule with what it is counted in.
func (v *visit) measured(rule string, n money.Decimal, c money.Currency) string {
	unit := unitOf[rule]
	if amount, err := n.Amount(c); err == nil && (unit == "amount" || rule == credit.RuleLimit) {
		return ui.Money(v.ctx, amount.In(c))
	}
	if unit == "" || unit == "amount" {
		return ui.Number(v.ctx, n)
	}
	return v.say("web.threshold."+unit, "n", n)
}

// keys are those that do something about the case that is open.
func (p holdsPage) keys(ctx context.Context) (out []ui.Key) {
	if c := p.Case; c != nil && c.Approval == "" && c.Release && !c.Mine {
		out = append(out, ui.Key{Keys: []string{"A"}, Text: ui.Say(ctx, "web.hold.release")})
	}
	if c := p.Case; c != nil && c.Approval == "" && c.Refuse {
		out = append(out, ui.Key{Keys: []string{"R"}, Text: ui.Say(ctx, "web.hold.refuse")})
	}
	if len(p.Queue) > 1 {
		out = append(out, ui.Key{Keys: []string{"N"}, Text: ui.Say(ctx, "web.hold.next")})
	}
	return out
}

// waitsFor finds a request about the order that waits for a second person.
func (v *visit) waitsFor(p *holdCase) error {
	if !v.may(app.ListApprovals.Entry) {
		return nil
	}
	list, err := v.openRequests()
	for _, a := range list {
		if a.Object == "order" && a.Subject == p.Number {
			p.Approval = a.ID
		}
	}
	return err
}

// mostRequests that wait are looked at.
const mostRequests = 1000

// openRequests are the requests that wait for a second person.
func (v *visit) openRequests() ([]approval.View, error) {
	out, err := ask(v, app.ListApprovals, approval.Filter{Paging: paging(mostRequests), State: "open"})
	return out.Items, err
}

// decideHold releases or refuses, under the key of the form: at once, or by a
// request where the visitor's authority is not enough.
func (v *visit) decideHold() error {
	number := v.r.PathValue("id")
	call := v.call
	call.Key = "web:" + v.r.PostFormValue("key") + ":" + v.r.PostFormValue("step")
	var err error
	status, done := http.StatusOK, "released"
	if v.r.PostFormValue("step") == "refuse" {
		done = "refused"
		in := shipping.ToRefuse{ID: number, Reason: v.r.PostFormValue("reason")}
		_, status, err = app.RefuseOrder.Run(v.r.Context(), v.app, call, &in)
	} else {
		in := order.ToRelease{ID: number, Comment: v.r.PostFormValue("comment")}
		_, status, err = app.ReleaseOrder.Run(v.r.Context(), v.app, call, &in)
	}
	if r, no := refuse.As(err); no && r.Kind != 0 && r.Kind != refuse.Unknown {
		if r.Code == "app.role" {
			return err
		}
		return v.queue(r.Kind.Status(), number, err)
	}
	if err != nil {
		return err
	}
	if status == http.StatusAccepted {
		return v.to("/credit/holds?done=asked&order=" + queried(number))
	}
	return v.to("/credit/holds?done=" + done)
}
