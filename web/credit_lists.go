package web

import (
	"encoding/json"
	"net/http"
	"strings"

	"encaisse/app"
	"encaisse/base/money"
	"encaisse/base/refuse"
	"encaisse/o2c/approval"
	"encaisse/o2c/credit"
	"encaisse/o2c/listing"
	"encaisse/web/ui"
)

func byCustomer(number string) credit.ByCustomer { return credit.ByCustomer{ID: number} }

// requestsPage are the requests about credit that wait for a second person.
type requestsPage struct {
	Head  ui.Heading
	Items []requestRow
	Empty *ui.EmptyPage
}

// requestRow is one of them: what is asked, what it was, by whom, until when.
type requestRow struct {
	ID, Path, Key, Title, Subject, Href string
	Amount, By, When, Until, Comment    string
	Facts                               []ui.Fact
	Mine, May                           bool
	First                               bool
	Problem                             string
}

// creditKinds are the kinds of decision about credit.
var creditKinds = map[string]bool{"order.release": true, "credit.limit": true, "credit.line": true, "credit.line_end": true, "credit.class": true, "credit.rule": true, "group.limit": true, "customer.group": true}

func (v *visit) requests() error { return v.requested(http.StatusOK, "", nil) }

func (v *visit) requested(status int, failed string, why error) error {
	title := v.say("web.requests")
	list, err := v.openRequests()
	if err != nil {
		return err
	}
	p := requestsPage{Head: ui.Heading{Title: title}}
	for _, a := range list {
		if !creditKinds[a.Kind] && !creditKinds[a.Command] {
			continue
		}
		r := v.requestRow(a)
		r.First = len(p.Items) == 0
		if a.ID == failed && why != nil {
			r.Problem = v.app.Say(v.view.Lang, why)
		}
		p.Items = append(p.Items, r)
	}
	p.Head.Sub = v.say("web.requests.sum", "n", len(p.Items))
	if len(p.Items) == 0 {
		p.Head.Sub = ""
		p.Empty = &ui.EmptyPage{Kind: ui.Done, Title: v.say("web.empty.requests"), Text: v.say("web.empty.requests.why")}
	}
	return v.status(status, title, requestsBody(p))
}

func (v *visit) requestRow(a approval.View) requestRow {
	r := requestRow{ID: a.ID, Path: "/credit/requests/" + escape(a.ID), Key: v.app.DB.NewID().Text("key"), Title: a.Command, Subject: a.Subject, Href: v.record(a.Object, a.Subject),
		When: v.instant(a.AskedAt), Until: v.instant(a.ExpiresAt), Comment: a.Comment, By: a.Requester, May: v.may(app.GrantApproval.Entry)}
	if key := "web.do." + a.Command; sentences.Has(key) {
		r.Title = v.say(key)
	}
	if a.Amount != nil {
		r.Amount = ui.Money(v.ctx, *a.Amount)
	}
	r.Mine = a.Requester == v.signed.User.Text("usr")
	var d struct {
		Currency             money.Currency
		Was, Limit, Exposure *money.Amount
		Failed               []string
	}
	if raw, ok := a.Detail.(json.RawMessage); ok && json.Unmarshal(raw, &d) == nil && d.Currency != "" {
		for _, f := range []struct {
			name string
			is   *money.Amount
		}{{"web.change.was", d.Was}, {"web.col.limit", d.Limit}, {"web.col.exposure", d.Exposure}} {
			if f.is != nil {
				r.Facts = append(r.Facts, ui.Fact{Name: v.say(f.name), Text: ui.Money(v.ctx, f.is.In(d.Currency))})
			}
		}
		for _, rule := range d.Failed {
			r.Facts = append(r.Facts, ui.Fact{Name: v.say("web.col.rule"), Text: v.rule(rule)})
		}
	}
	return r
}

// decideRequest grants or refuses one, under the key of its form.
func (v *visit) decideRequest() error {
	id := v.r.PathValue("id")
	call := v.call
	call.Key = "web:" + v.r.PostFormValue("key") + ":" + v.r.PostFormValue("step")
	in := approval.Decision{ID: id, Comment: v.r.PostFormValue("comment")}
	entry, done := app.GrantApproval.Entry, "granted"
	if v.r.PostFormValue("step") == "refuse" {
		entry, done = app.RefuseApproval.Entry, "refused_request"
	} else if ok, err := v.sure(); !ok {
		return err
	}
	if _, _, err := entry.Run(v.r.Context(), v.app, call, &in); err != nil {
		if r, no := refuse.As(err); no && r.Kind != 0 && r.Kind != refuse.Unknown && r.Code != "app.role" {
			return v.requested(r.Kind.Status(), id, err)
		}
		return err
	}
	return v.to("/credit/requests?done=" + done)
}

var exposureList = list{
	path: "/credit/exposures", title: "web.exposures", keys: "exposures", views: []string{"all", "over", "groups"},
	columns: []column{{key: "customer", grow: true}, {key: "open", num: true}, {key: "unbilled", num: true}, {key: "ordered_of", num: true}, {key: "unapplied", num: true}, {key: "late", num: true},
		{key: "limit", num: true}, {key: "exposure", num: true, sum: true}},
	rows: exposureRows,
}

func (v *visit) exposures() error { return exposureList.draw(v) }

func exposureRows(v *visit, q query) (rows, error) {
	if q.view == "groups" {
		return v.groupRows(q)
	}
	out, err := ask(v, app.ExposedRows, listing.ExposedIn{Over: q.view == "over"})
	if err != nil {
		return rows{}, err
	}
	r := rows{count: int64(len(out))}
	for _, x := range out {
		limit := cell{ui.Cell{Text: v.say("web.unlimited"), Soft: true}, nil}
		if x.Limit != nil {
			limit = cell{ui.Cell{Text: ui.Money(v.ctx, *x.Limit)}, *x.Limit}
		}
		who := v.who(x.Name, x.Customer)
		if x.Over {
			who.Small = x.Customer + ", " + v.say("web.light.over")
		}
		of := "customer=" + queried(x.Customer)
		r.lines = append(r.lines, row{id: x.Customer, currency: x.Exposure.Currency, cells: map[string]cell{
			"customer": who, "limit": limit,
			"open":       v.figure(x.Open, "/invoices?view=open&"+of),
			"unbilled":   v.figure(x.Unbilled, "/shipments?"+of),
			"ordered_of": v.figure(x.Ordered, "/orders?"+of),
			"unapplied":  v.figure(x.Unapplied, v.link2("/customers/{id}", "/customers/"+escape(x.Customer)+"?part=account")),
			"late":       v.figure(x.Late, "/invoices?view=overdue&"+of),
			"exposure":   {ui.Cell{Text: ui.Money(v.ctx, x.Exposure), Href: v.link2("/customers/{id}", "/customers/"+escape(x.Customer))}, x.Exposure},
		}})
	}
	return r, nil
}

// figure is an amount that leads to what makes it.
func (v *visit) figure(m money.Money, href string) cell {
	c := cell{ui.Cell{Text: ui.Money(v.ctx, m), Soft: m.Minor == 0}, m}
	if m.Minor != 0 && (strings.HasPrefix(href, "/customers/") || v.link(href) != "") {
		c.Href = href
	}
	return c
}

// groupRows are the groups whose credit is watched together.
func (v *visit) groupRows(q query) (rows, error) {
	list, err := ask(v, app.ListGroups, q.paging)
	if err != nil {
		return rows{}, err
	}
	r := ofCounted(list)
	for _, number := range list.Items {
		p, err := ask(v, app.GroupExposure, credit.ByGroup{Group: number})
		if err != nil {
			return r, err
		}
		name := cell{ui.Cell{Text: number}, number}
		if v.mayDo("group.limit") {
			name.Href = "/do/group.limit?group=" + queried(number)
		}
		limit := cell{ui.Cell{Text: v.say("web.unlimited"), Soft: true}, nil}
		if p.Limit != nil {
			limit = cell{ui.Cell{Text: ui.Money(v.ctx, *p.Limit)}, *p.Limit}
		}
		if p.Over {
			name.Small = v.say("web.light.over")
		}
		r.lines = append(r.lines, row{id: number, currency: p.Currency, cells: map[string]cell{"customer": name, "limit": limit,
			"open": v.figure(p.Open, ""), "unbilled": v.figure(p.Unbilled, ""), "ordered_of": v.figure(p.Ordered, ""), "unapplied": v.figure(p.Unapplied, ""),
			"exposure": {ui.Cell{Text: ui.Money(v.ctx, p.Exposure)}, p.Exposure}}})
	}
	return r, nil
}

var reviewList = list{
	path: "/credit/reviews", title: "web.reviews", keys: "reviews",
	columns: []column{{key: "customer", grow: true}, {key: "review", sum: true}, {key: "act"}},
	rows:    reviewRows,
}

func (v *visit) reviews() error { return reviewList.draw(v) }

func reviewRows(v *visit, q query) (rows, error) {
	out, err := ask(v, app.ListReviews, q.paging)
	if err != nil {
		return rows{}, err
	}
	r := ofCounted(out)
	for _, d := range out.Items {
		act := cell{}
		if v.mayDo("credit.review") {
			act = cell{ui.Cell{Text: v.say("web.do.credit.review"), Href: "/do/credit.review?customer=" + queried(d.Customer)}, ""}
		}
		r.lines = append(r.lines, row{id: d.Customer, cells: map[string]cell{"customer": v.who(d.Name, d.Customer), "review": {ui.Cell{Text: ui.Day(v.ctx, d.On)}, d.On}, "act": act}})
	}
	return r, nil
}
