package web

import (
	"fmt"
	"strings"

	"encaisse/app"
	"encaisse/app/form"
	"encaisse/base/money"
	"encaisse/base/refuse"
	"encaisse/base/words"
	"encaisse/o2c/approval"
	"encaisse/o2c/invoice"
	"encaisse/web/ui"
)

// linesPage is an invoice whose lines are credited or corrected: each with its
// fields, what is wrong, and what will come of it.
type linesPage struct {
	Head     ui.Heading
	Path     string
	Lead     string
	Columns  []ui.Column
	Lines    []editedLine
	Fields   []ui.Input
	Problems []ui.Problem
	Will     []ui.Fact
	Asks     string // what is said when a second person has to agree; "" when not
	Once     string
	Back     string
	Do       string
	Icon     string
}

type editedLine struct {
	Name, SKU string
	Cells     []string
	Inputs    []ui.Input
}

// quantities are what was typed of each line, by its number; nothing typed is
// left out.
func (v *visit) quantities(i invoice.View, prefix string) (parts []invoice.Part, problems []ui.Problem) {
	for _, l := range i.Lines {
		text := strings.TrimSpace(v.r.PostFormValue(fmt.Sprint(prefix, l.N)))
		if text == "" {
			continue
		}
		var q money.Quantity
		if err := q.UnmarshalText([]byte(words.Untyped(text))); err != nil || q < 0 {
			problems = append(problems, ui.Problem{Field: fmt.Sprint(prefix, l.N), Text: v.say("web.lines.number", "name", l.Name)})
			continue
		}
		if q > 0 {
			parts = append(parts, invoice.Part{N: l.N, Quantity: q})
		}
	}
	return parts, problems
}

// lineInput is a field of a line.
func (v *visit) lineInput(prefix string, n int64, label, value, kind string) ui.Input {
	return ui.Input{Name: fmt.Sprint(prefix, n), Label: label, Value: value, Kind: kind, Required: true}
}

// doLines runs a command about lines: previews it, or does it once. asked says
// that it waits for a second person.
func (v *visit) doLines(e *app.Entry, in any, preview bool) (out any, asked bool, err error) {
	call := v.call
	call.Preview = preview
	call.Key = "web:" + v.r.PostFormValue("key")
	out, _, err = e.Run(v.r.Context(), v.app, call, in)
	_, asked = out.(approval.View)
	return out, asked, err
}

// credit is the form of a credit note by line, all that is not credited yet
// filled in.
func (v *visit) credit() error {
	i, err := ask(v, app.ShowInvoice, invoice.ByID{ID: v.r.PathValue("id")})
	if err != nil {
		return err
	}
	p := v.creditPage(i, func(l invoice.LineView) string { return (l.Quantity - l.Credited).String() }, "")
	return v.show(p.Head.Title, linesBody(p))
}

func (v *visit) creditPage(i invoice.View, quantity func(invoice.LineView) string, reason string) linesPage {
	path := "/invoices/" + escape(i.Number)
	p := linesPage{Head: ui.Heading{Title: v.say("web.credit_of", "number", i.Number), Crumbs: []ui.Link{{Href: "/invoices", Text: v.say("web.invoices")}, {Href: path, Text: i.Number}}}, Path: path + "/credit", Back: path,
		Lead: v.say("web.credit_of.lead"), Once: v.app.DB.NewID().Text("key"), Do: v.say("web.credit_of.do"), Icon: "undo",
		Columns: []ui.Column{{Name: v.say("web.col.item"), Grow: true}, {Name: v.say("web.col.quantity"), Num: true}, {Name: v.say("web.col.credited"), Num: true}, {Name: v.say("web.col.net"), Num: true}, {Name: v.say("web.col.to_credit"), Num: true}}}
	for _, l := range i.Lines {
		p.Lines = append(p.Lines, editedLine{Name: l.Name, SKU: l.SKU, Cells: []string{ui.Number(v.ctx, l.Quantity), ui.Number(v.ctx, l.Credited), ui.Money(v.ctx, l.Net)},
			Inputs: []ui.Input{v.lineInput("q", l.N, v.say("web.to_credit_of", "name", l.Name), quantity(l), "amount")}})
	}
	if f, err := form.Find(app.CreditInvoice.In, "reason"); err == nil {
		p.Fields = []ui.Input{v.input("invoice.credit", f, actions["invoice.credit"], reason)}
	}
	return p
}

// creditDone previews the credit note, then issues it.
func (v *visit) creditDone() error {
	i, err := ask(v, app.ShowInvoice, invoice.ByID{ID: v.r.PathValue("id")})
	if err != nil {
		return err
	}
	p := v.creditPage(i, func(l invoice.LineView) string { return v.r.PostFormValue(fmt.Sprint("q", l.N)) }, v.r.PostFormValue("reason"))
	p.Once = v.r.PostFormValue("key")
	in := invoice.ToCredit{ID: i.Number, Reason: strings.TrimSpace(v.r.PostFormValue("reason"))}
	in.Lines, p.Problems = v.quantities(i, "q")
	if i.Type == "386" {
		in.Lines = nil // a deposit is credited whole
	} else if len(in.Lines) == 0 && len(p.Problems) == 0 {
		p.Problems = []ui.Problem{{Text: v.say("web.lines.none")}}
	}
	return v.linesDone(p, app.CreditInvoice.Entry, &in, func(out any) string { return out.(invoice.View).Number }, func(out any) []ui.Fact {
		n := out.(invoice.View)
		return append(v.sums(n.Net, n.Tax, n.Total), v.prepaid(n)...)
	})
}

// linesDone is what follows of the form of lines: problems, the preview, or
// where the document that came of it is.
func (v *visit) linesDone(p linesPage, e *app.Entry, in any, number func(any) string, will func(any) []ui.Fact) error {
	preview := v.r.PostFormValue("step") != "do"
	status := 422
	if len(p.Problems) == 0 {
		out, asked, err := v.doLines(e, in, preview)
		switch r, no := refuse.As(err); {
		case no && r.Kind != 0 && r.Kind != refuse.Unknown:
			v.wrong(err, nil, &p.Problems)
			status = r.Kind.Status()
		case err != nil:
			return err
		case preview && asked:
			p.Asks, status = v.say("web.lines.asks"), 200
		case preview:
			p.Will, status = will(out), 200
		case asked:
			return v.to(sameBut(p.Back, "done", "asked"))
		default:
			return v.to(sameBut(v.doneAt(p.Back, out, number), "done", "do"))
		}
	}
	return v.status(status, p.Head.Title, linesBody(p))
}

// doneAt is the page of what was made; of what was made before under the same
// key, the one it was made from.
func (v *visit) doneAt(back string, out any, number func(any) string) string {
	switch out.(type) {
	case invoice.View, invoice.CorrectionView:
		return "/invoices/" + escape(number(out))
	}
	return back
}
