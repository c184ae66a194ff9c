package web

import (
	"fmt"
	"net/http"
	"strings"

	"encaisse/app"
	"encaisse/base/db"
	"encaisse/base/money"
	"encaisse/base/refuse"
	"encaisse/base/words"
	"encaisse/o2c/listing"
	"encaisse/o2c/payment"
	"encaisse/web/ui"
)

// applyPage is the money that is left, and for one receipt what it may settle,
// the likeliest first, with the difference in sight.
type applyPage struct {
	Head     ui.Heading
	Tabs     []ui.Tab
	Queue    ui.Grid
	Sub      string
	Case     *applyCase
	Chosen   bool
	Empty    *ui.EmptyPage
	Problems []ui.Problem
	Take     string // where a file of receipts is taken, for who may
	Taken    string // what became of a file of receipts
	Last     string // the receipt that was just applied, to see or undo it
	Pager    ui.Paging
}

type applyCase struct {
	ID, Title, Sub, Reference, Next  string
	Href                             string
	Amount                           [2]string
	Why                              string // why nothing is done by itself
	Items                            []applyItem
	Customer                         string // of the filter
	None                             string
	Left, Minor, Places, Currency    string
	Applied, Difference              string
	Tolerance, ToleranceMinor        string
	Once, View                       string
	Seen                             string // what was left when the page was made
	May                              bool
	OnAccount                        string // the customer whose account an unknown payer's money may go to
	OnAccountButton                  string
	Refund, Record, RefundText, Back string
}

type applyItem struct {
	N                           int
	Number, Customer, Due, Open string
	Minor                       string
	Take                        string
	Ticked                      bool
	Sure                        ui.State
	Why                         []string
	Href                        string
}

func (v *visit) apply() error {
	p, err := v.applyPage(v.r.URL.Query().Get("payment"), v.r.URL.Query().Get("view"), nil)
	if err != nil {
		return err
	}
	if p.Last = v.r.URL.Query().Get("last"); !strings.HasPrefix(p.Last, payment.Prefix+"_") {
		p.Last = ""
	}
	if taken := v.r.URL.Query().Get("taken"); taken != "" {
		p.Taken = v.say("web.receipts.done", "n", atoi(taken), "known", atoi(v.r.URL.Query().Get("known")))
	}
	return v.show(p.Head.Title, applyBody(p))
}

// applyPage is the page with a receipt at its side; typed are the amounts that
// were sent and refused.
func (v *visit) applyPage(chosen, view string, typed map[string]string) (applyPage, error) {
	p := applyPage{Head: ui.Heading{Title: v.say("web.apply")}, Take: v.link2("/receipts", "/receipts"), Chosen: chosen != ""}
	if view != "unknown" {
		view = "unapplied"
	}
	rows, err := ask(v, app.PaymentRows, listing.PaymentsIn{View: view, Paging: db.Paging{Limit: perPage, Cursor: v.r.URL.Query().Get("cursor")}})
	if err != nil {
		return p, err
	}
	for _, t := range []string{"unapplied", "unknown"} {
		tab := ui.Tab{Href: "/apply?view=" + t, Text: v.say("web.view.m-" + t), On: t == view}
		if t == view && !rows.Beyond {
			tab.Count = ui.Number(v.ctx, counted(rows.Sums))
		}
		p.Tabs = append(p.Tabs, tab)
	}
	for _, s := range rows.Sums {
		p.Head.Sub = strings.TrimPrefix(p.Head.Sub+", "+v.say("web.apply.sum", "n", s.Rows, "amount", s.Left), ", ")
	}
	if len(rows.Items) == 0 && chosen == "" {
		p.Empty = &ui.EmptyPage{Kind: ui.Done, Title: v.say("web.empty.apply"), Text: v.say("web.empty.apply.why")}
		return p, nil
	}
	next := v.queueOf(&p, rows, chosen, view)
	if chosen == "" {
		chosen = rows.Items[0].ID
	}
	p.Case, err = v.applyCase(chosen, next, view, typed)
	return p, err
}

// queueOf lists the receipts that are left, and returns the one after the chosen.
func (v *visit) queueOf(p *applyPage, rows listing.PaymentsOut, chosen, view string) (next string) {
	p.Queue = ui.Grid{Caption: v.say("web.apply"), Columns: []ui.Column{{Name: v.say("web.col.payer"), Grow: true}, {Name: v.say("web.col.received_on")}, {Name: v.say("web.col.left"), Num: true, Key: true}}}
	for i, r := range rows.Items {
		name := r.Name
		if r.Customer == "" {
			name = v.say("web.unknown_payer", "name", r.Name)
		}
		on := r.ID == chosen || chosen == "" && i == 0
		if on && i+1 < len(rows.Items) {
			next = rows.Items[i+1].ID
		}
		p.Queue.Lines = append(p.Queue.Lines, ui.Line{ID: r.ID, On: on, Cells: []ui.Cell{{Text: name, Small: r.Reference, Href: "/apply?view=" + view + "&payment=" + escape(r.ID)},
			{Text: ui.Day(v.ctx, r.ReceivedOn), Soft: true}, {Text: ui.Money(v.ctx, r.Unapplied)}}})
	}
	if rows.Next != nil {
		p.Pager.Next = "/apply?view=" + view + "&cursor=" + escape(*rows.Next)
	}
	p.Pager.Info = v.say("web.rows", "n", len(rows.Items))
	return next
}

// applyCase is one receipt with what it may settle.
func (v *visit) applyCase(id, next, view string, typed map[string]string) (*applyCase, error) {
	customer := strings.TrimSpace(v.r.URL.Query().Get("customer"))
	s, err := ask(v, app.SuggestPayment, payment.SuggestFor{ID: id, Customer: customer})
	none := ""
	if refuse.Code(err) == "party.unknown" {
		none = v.app.Say(v.view.Lang, err)
		s, err = ask(v, app.SuggestPayment, payment.SuggestFor{ID: id})
	}
	if err != nil {
		return nil, err
	}
	y := s.Payment
	c := &applyCase{ID: id, Title: y.Name, Sub: v.say("web.received_on", "day", ui.Day(v.ctx, y.ReceivedOn), "amount", y.Amount), Reference: y.Reference, Customer: customer, View: view, None: none,
		Left: ui.Money(v.ctx, y.Unapplied), Minor: fmt.Sprint(int64(y.Unapplied.Minor)), Places: fmt.Sprint(y.Currency.Exponent()), Currency: string(y.Currency), Tolerance: ui.Money(v.ctx, s.Tolerance),
		ToleranceMinor: fmt.Sprint(int64(s.Tolerance.Minor)), Once: v.app.DB.NewID().Text("key"), May: v.may(app.AllocatePayment.Entry), Why: s.Proposal.Why, Record: "/payments/" + escape(id)}
	c.Seen = y.Unapplied.Text()
	c.Amount[0], c.Amount[1] = ui.Split(v.ctx, y.Unapplied)
	if next != "" {
		c.Next = "/apply?view=" + view + "&payment=" + escape(next)
	}
	switch {
	case y.Customer != nil:
		c.Href = v.link2("/customers/{id}", "/customers/"+escape(*y.Customer))
	default:
		c.Title = v.say("web.unknown_payer", "name", y.Payer)
		if s.Customer != nil && v.may(app.NamePayment.Entry) {
			c.OnAccount, c.OnAccountButton = *s.Customer, v.say("web.on_account", "name", s.Name)
		}
	}
	var sum money.Amount
	for n, i := range s.Items {
		item := v.applyItem(n+1, i, s.Customer == nil)
		if typed != nil {
			item.Take = typed[i.Number]
			item.Ticked = item.Take != ""
		} else {
			sum += i.Take.Minor
		}
		c.Items = append(c.Items, item)
	}
	c.Applied, c.Difference = ui.Money(v.ctx, sum.In(y.Currency)), ui.Money(v.ctx, (y.Unapplied.Minor-sum).In(y.Currency))
	if v.mayDo("payment.refund") && y.Unapplied.Minor > 0 {
		c.Refund, c.RefundText = actions["payment.refund"].href("payment.refund", about2("payment", id)), v.say("web.do.payment.refund")
	}
	return c, nil
}

var sureTones = map[string]ui.State{"sure": {Tone: "ok", Icon: "done"}, "likely": {Tone: "go", Icon: "half"}, "possible": {Icon: "ring"}}

func (v *visit) applyItem(n int, i payment.Suggestion, named bool) applyItem {
	out := applyItem{N: n, Number: i.Number, Due: v.say("web.due_on", "day", ui.Day(v.ctx, i.DueOn)), Open: ui.Money(v.ctx, i.Open), Minor: fmt.Sprint(int64(i.Open.Minor)), Sure: sureTones[i.Sure],
		Href: v.invoiceLink(i.Number), Ticked: i.Take.Minor > 0}
	out.Sure.Text = v.say("web.sure." + i.Sure)
	if i.Take.Minor > 0 {
		out.Take = i.Take.Text()
	}
	if named {
		out.Customer = i.Name
	}
	for _, r := range i.Reasons {
		out.Why = append(out.Why, v.say("web.because."+r))
	}
	if i.Discount.Minor > 0 {
		out.Why = append(out.Why, v.say("web.because.discount", "amount", i.Discount))
	}
	return out
}

// applied allocates a receipt as it was ticked, and goes on to the next one.
func (v *visit) applied() error {
	if err := v.r.ParseForm(); err != nil {
		return refuse.New(refuse.Invalid, "input.invalid")
	}
	in := payment.Allocation{ID: v.r.PathValue("id"), Difference: v.r.PostFormValue("step") == "difference"}
	if left := new(money.Decimal); left.UnmarshalText([]byte(v.r.PostFormValue("left"))) == nil {
		in.Left = left
	}
	typed := map[string]string{}
	var problems []ui.Problem
	for _, number := range v.r.PostForm["invoice"] {
		text := strings.TrimSpace(v.r.PostFormValue("take " + number))
		typed[number] = text
		var amount money.Decimal
		if err := amount.UnmarshalText([]byte(words.Untyped(text))); err != nil || text == "" {
			problems = append(problems, ui.Problem{Text: v.say("web.apply.amount_of", "number", number)})
			continue
		}
		in.Invoices = append(in.Invoices, payment.Portion{Invoice: number, Amount: amount})
	}
	if len(typed) == 0 {
		problems = []ui.Problem{{Text: v.say("web.apply.nothing_ticked")}}
	}
	view, status := v.r.PostFormValue("view"), http.StatusUnprocessableEntity
	if len(problems) == 0 {
		call := v.call
		call.Key = "web:" + v.r.PostFormValue("key")
		_, err := app.AllocatePayment.Do(v.r.Context(), v.app, call, in)
		if r, no := refuse.As(err); no && r.Kind != 0 && r.Kind != refuse.Unknown {
			v.wrong(err, nil, &problems)
			status = r.Kind.Status()
		} else if err != nil {
			return err
		}
	}
	if len(problems) > 0 {
		p, err := v.applyPage(in.ID, view, typed)
		if err != nil {
			return err
		}
		p.Problems = problems
		return v.status(status, p.Head.Title, applyBody(p))
	}
	to := sameBut("/apply?view="+escape(view), "last", in.ID)
	if next := v.r.PostFormValue("next"); next != "" {
		to = sameBut(to, "payment", next)
	}
	return v.to(to)
}

// nextID is the id in the address of a receipt.
func (c applyCase) nextID() string {
	_, id, _ := strings.Cut(c.Next, "&payment=")
	return id
}
