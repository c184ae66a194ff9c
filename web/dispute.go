package web

import (
	"fmt"

	"encaisse/app"
	"encaisse/base/refuse"
	"encaisse/o2c/approval"
	"encaisse/o2c/invoice"
	"encaisse/o2c/receivable"
	"encaisse/web/ui"
)

// disputePage is a dispute with its invoice's lines: what is granted is
// credited by line.
type disputePage struct {
	Head     ui.Heading
	Actions  []actionLink
	Next     *beside
	Why      string
	Lines    []editedLine
	Columns  []ui.Column
	Accept   string // where the lines are sent; "" when it is not to be decided now
	Lead, Do string
	Once     string
	Problems []ui.Problem
	Side     ui.Link
	Facts    []ui.Fact
	Steps    []ui.Fact
}

func (v *visit) dispute() error {
	d, err := ask(v, app.ShowDispute, receivable.ByDispute{ID: v.r.PathValue("id")})
	if err != nil {
		return err
	}
	p, err := v.disputePage(d)
	if err != nil {
		return err
	}
	return v.show(p.Head.Title, disputeBody(p))
}

func (v *visit) disputePage(d receivable.DisputeView) (disputePage, error) {
	state := v.disputeState(d.State)
	p := disputePage{Head: ui.Heading{Title: v.say("web.dispute.of", "number", d.Invoice), State: &state, Crumbs: []ui.Link{{Href: "/disputes", Text: v.say("web.disputes")}, {Href: v.invoiceLink(d.Invoice), Text: d.Invoice}}},
		Why: v.say("web.enum." + d.Reason), Once: v.app.DB.NewID().Text("key"), Side: ui.Link{Href: v.caseOf(d.Customer), Text: d.Name},
		Facts: []ui.Fact{{Name: v.say("web.col.reason"), Text: v.say("web.enum." + d.Reason)}, {Name: v.say("object.invoice"), Text: d.Invoice, Href: v.invoiceLink(d.Invoice)}, {Name: v.say("web.col.owner"), Text: d.Owner},
			{Name: v.say("web.col.credited_sum"), Text: ui.Money(v.ctx, d.Credited)}, {Name: v.say("web.col.contested"), Text: ui.Money(v.ctx, d.Amount), Total: true}}}
	for _, s := range d.Steps {
		p.Steps = append(p.Steps, ui.Fact{Name: v.say("web.dispute." + s.State), Text: ui.Day(v.ctx, s.On)})
	}
	of := about2("dispute", d.ID)
	names := map[string][]string{"open": {"dispute.assign"}, "in_review": {"dispute.reject", "dispute.assign"}, "accepted": {"dispute.close"}, "partially_accepted": {"dispute.close"}, "rejected": {"dispute.close"}}
	p.Actions = v.actions(of, names[d.State]...)
	if d.State == "open" {
		if b, ok := v.beside("dispute.review", "A", "/disputes/"+escape(d.ID), of); ok {
			b.Primary = true
			p.Next = &b
		}
	}
	i, err := ask(v, app.ShowInvoice, invoice.ByID{ID: d.Invoice})
	if refuse.Code(err) == "invoice.unknown" {
		return p, nil // of the books before: it has no lines here
	}
	if err != nil {
		return p, err
	}
	v.disputedLines(&p, d, i)
	return p, nil
}

// disputedLines are the lines of the invoice, to be credited when the dispute
// is in review.
func (v *visit) disputedLines(p *disputePage, d receivable.DisputeView, i invoice.View) {
	p.Columns = []ui.Column{{Name: v.say("web.col.item"), Grow: true}, {Name: v.say("web.col.quantity"), Num: true}, {Name: v.say("web.col.credited"), Num: true}, {Name: v.say("web.col.net"), Num: true}}
	decide := d.State == "in_review" && v.may(app.AcceptDispute.Entry)
	if decide {
		p.Columns = append(p.Columns, ui.Column{Name: v.say("web.col.to_credit"), Num: true})
		p.Accept, p.Lead, p.Do = "/disputes/"+escape(d.ID)+"/accept", v.say("web.dispute.lead"), v.say("web.dispute.accept")
		p.willCredit(v, d)
	} else if d.State == "in_review" {
		p.Lead = v.say("web.dispute.by_billing")
	}
	for _, l := range i.Lines {
		e := editedLine{Name: l.Name, SKU: l.SKU, Cells: []string{ui.Number(v.ctx, l.Quantity), ui.Number(v.ctx, l.Credited), ui.Money(v.ctx, l.Net)}}
		if decide {
			e.Inputs = []ui.Input{v.lineInput("q", l.N, v.say("web.to_credit_of", "name", l.Name), v.r.PostFormValue(fmt.Sprint("q", l.N)), "amount")}
		}
		p.Lines = append(p.Lines, e)
	}
}

// willCredit says what granting the dispute as it stands would credit.
func (p *disputePage) willCredit(v *visit, d receivable.DisputeView) {
	call := v.call
	call.Preview = true
	out, _, err := app.AcceptDispute.Run(v.r.Context(), v.app, call, &invoice.ToAccept{ID: d.ID})
	switch r := out.(type) {
	case receivable.DisputeView:
		p.Do = v.say("web.dispute.accept_all", "amount", r.Credited)
	case approval.View:
		p.Do = v.say("web.dispute.ask_all")
	default:
		if _, no := refuse.As(err); no {
			p.Lead = v.say("web.dispute.lines")
		}
	}
}

// acceptDispute grants what of each line is said, or all that is contested.
func (v *visit) acceptDispute() error {
	d, err := ask(v, app.ShowDispute, receivable.ByDispute{ID: v.r.PathValue("id")})
	if err != nil {
		return err
	}
	i, err := ask(v, app.ShowInvoice, invoice.ByID{ID: d.Invoice})
	if err != nil {
		return err
	}
	parts, problems := v.quantities(i, "q")
	status := 422
	if len(problems) == 0 {
		_, asked, err := v.doLines(app.AcceptDispute.Entry, &invoice.ToAccept{ID: d.ID, Lines: parts}, false)
		switch r, no := refuse.As(err); {
		case no && r.Kind != 0 && r.Kind != refuse.Unknown:
			v.wrong(err, nil, &problems)
			status = r.Kind.Status()
		case err != nil:
			return err
		case asked:
			return v.to("/disputes/" + escape(d.ID) + "?done=asked")
		default:
			return v.to("/disputes/" + escape(d.ID) + "?done=do")
		}
	}
	p, err := v.disputePage(d)
	if err != nil {
		return err
	}
	p.Problems = problems
	return v.status(status, p.Head.Title, disputeBody(p))
}
