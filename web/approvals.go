package web

import (
	"bytes"
	"cmp"
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"

	"encaisse/app"
	"encaisse/app/work"
	"encaisse/base/db"
	"encaisse/base/money"
	"encaisse/base/refuse"
	"encaisse/o2c/approval"
	"encaisse/o2c/note"
	"encaisse/web/ui"
)

// approvalsPage is what waits for the visitor: requests to decide, his own that
// others decide, runs that ended, notes that name him.
type approvalsPage struct {
	Head     ui.Heading
	Cards    []approvalCard
	Own      []approvalCard
	Others   []approvalCard // wait for somebody else
	Ended    []ui.Link
	Mentions []mention
	Problems []ui.Problem
	Empty    *ui.EmptyPage
	Next     string
}

// approvalCard is a request with what it will do.
type approvalCard struct {
	ID, Path, Title, About, Href string
	Amount                       string
	Asked, Expires, Comment      string
	Detail                       []string // was → now, and what was true
	Will                         []ui.Fact
	Why                          string // it can not be carried out now
	Key                          string
	First                        bool
	Mine                         bool
}

type mention struct{ ID, Text, By, When, About, Href string }

// shownCards of the requests to decide are shown with what they will do.
const shownCards = 10

// approvals shows what waits for a second person.
func (v *visit) approvals() error { return v.approvalsWith(nil) }

func (v *visit) approvalsWith(no error) error {
	p := approvalsPage{Head: ui.Heading{Title: v.say("web.approvals"), Sub: v.say("web.approvals.what")}}
	if v.may(app.ListApprovals.Entry) {
		out, err := ask(v, app.ListApprovals, approval.Filter{State: string(approval.Open), Paging: db.Paging{Limit: 100, Cursor: v.r.URL.Query().Get("cursor")}})
		if err != nil {
			return err
		}
		if out.Next != nil {
			p.Next = sameBut("/approvals", "cursor", *out.Next)
		}
		for _, a := range out.Items {
			c := v.card(a)
			switch {
			case a.Decide && v.may(app.GrantApproval.Entry):
				if len(p.Cards) < shownCards {
					v.foresee(a, &c)
				}
				c.First = len(p.Cards) == 0
				p.Cards = append(p.Cards, c)
			case a.Mine:
				p.Own = append(p.Own, c)
			default:
				p.Others = append(p.Others, c)
			}
		}
	}
	if err := v.waiting(&p); err != nil {
		return err
	}
	if len(p.Cards)+len(p.Own)+len(p.Others)+len(p.Ended)+len(p.Mentions) == 0 {
		p.Empty = &ui.EmptyPage{Kind: ui.Done, Title: v.say("web.approvals.none"), Text: v.say("web.approvals.none.why"), Href: "/", Label: v.say("web.home")}
	}
	if no != nil {
		r, _ := refuse.As(no)
		v.wrong(no, nil, &p.Problems)
		return v.status(r.Kind.Status(), p.Head.Title, approvalsBody(p))
	}
	return v.show(p.Head.Title, approvalsBody(p))
}

// waiting are the runs of the visitor that ended and the notes that name him.
func (v *visit) waiting(p *approvalsPage) error {
	if v.may(app.ListRuns.Entry) {
		out, err := ask(v, app.ListRuns, work.Filter{Mine: true, Paging: db.Paging{Limit: 50}})
		if err != nil {
			return err
		}
		for _, w := range out.Items {
			if w.EndedAt != nil && !w.Seen {
				p.Ended = append(p.Ended, ui.Link{Href: "/runs/" + escape(w.ID), Text: v.workName(w) + v.say("web.colon") + v.workState(w).Text + ", " + v.ofTotal(w)})
			}
		}
	}
	var err error
	p.Mentions, err = v.mentions()
	return err
}

// mentions are the notes that name the visitor and that he has not read.
func (v *visit) mentions() (out []mention, err error) {
	if !v.may(app.MyMentions.Entry) {
		return nil, nil
	}
	list, err := ask(v, app.MyMentions, db.Paging{Limit: 20})
	for _, m := range list.Items {
		out = append(out, mention{ID: m.ID, Text: m.Note, By: m.By, When: v.instant(m.At), About: v.calledBy(m.Kind, m.Number), Href: v.record(m.Kind, m.Number)})
	}
	return out, err
}

func (v *visit) card(a approval.View) approvalCard {
	c := approvalCard{ID: a.ID, Path: "/approvals/" + escape(a.ID), About: a.Subject, Href: v.record(a.Object, a.Subject), Comment: a.Comment, Mine: a.Mine, Key: v.app.DB.NewID().Text("key"),
		Asked: v.say("web.approval.asked", "who", a.By, "when", v.instant(a.AskedAt)), Expires: v.say("web.approval.expires", "when", v.instant(a.ExpiresAt)), Detail: v.detail(a)}
	c.Title = a.Kind
	if key := "web.approval.kind." + a.Kind; sentences.Has(key) {
		c.Title = v.say(key)
	}
	c.About = cmp.Or(v.calledBy(a.Object, a.Subject), c.About)
	if a.Amount != nil {
		c.Amount = ui.Money(v.ctx, *a.Amount)
	}
	return c
}

// detail is what was true when a request was made: from what to what, and the
// figures it was made with.
func (v *visit) detail(a approval.View) (out []string) {
	raw, ok := a.Detail.(json.RawMessage)
	var fields map[string]any
	d := json.NewDecoder(bytes.NewReader(raw))
	d.UseNumber()
	if !ok || d.Decode(&fields) != nil {
		return nil
	}
	text, _ := fields["currency"].(string)
	c := money.Currency(text)
	if was, ok := fields["was"]; ok {
		out = append(out, v.say("web.change", "from", v.plain(was, c), "to", v.plain(fields["now"], c)))
	}
	for _, name := range slices.Sorted(maps.Keys(fields)) {
		if key := "web.detail." + name; sentences.Has(key) {
			if text := v.plain(fields[name], c); text != "" {
				out = append(out, v.say(key)+v.say("web.colon")+text)
			}
		}
	}
	return out
}

// plain is a value of a detail as people read it; a number is an amount in
// minor units where the detail names a currency.
func (v *visit) plain(x any, c money.Currency) string {
	switch x := x.(type) {
	case nil:
		return v.say("web.unlimited")
	case json.Number:
		if n, err := x.Int64(); err == nil && c != "" {
			return ui.Money(v.ctx, money.Amount(n).In(c))
		}
		return ui.Number(v.ctx, x.String())
	case string:
		switch {
		case x == "":
			return v.say("ui.none")
		case v.app.Texts.Has("role." + x):
			return v.say("role." + x)
		case v.app.Texts.Has("credit.rule." + x):
			return v.rule(x)
		}
		return x
	case []any:
		var list []string
		for _, one := range x {
			list = append(list, v.plain(one, c))
		}
		if len(list) == 0 {
			return v.say("ui.none")
		}
		return strings.Join(list, ", ")
	case map[string]any:
		var list []string
		for _, name := range slices.Sorted(maps.Keys(x)) {
			list = append(list, name+" "+v.plain(x[name], ""))
		}
		return strings.Join(list, ", ")
	}
	return fmt.Sprint(x)
}

// foresee says what a request would do if it was granted now: its command runs
// and nothing of it is kept.
func (v *visit) foresee(a approval.View, c *approvalCard) {
	call := v.call
	call.Preview = true
	out, err := app.GrantApproval.Do(v.r.Context(), v.app, call, approval.Decision{ID: a.ID})
	if err != nil {
		c.Why = v.app.Say(v.view.Lang, err)
		return
	}
	c.Will = v.outcome(out.Done)
}

// decide grants or refuses a request, with a reason.
func (v *visit) decide() error {
	in, key := approval.Decision{ID: v.r.PathValue("id"), Comment: strings.TrimSpace(v.r.PostFormValue("comment"))}, v.r.PostFormValue("key")
	var err error
	done := v.r.PathValue("step")
	switch done {
	case "grant":
		if ok, err := v.sure(); !ok {
			return err
		}
		_, err = command(v, app.GrantApproval, key+"g", in)
	case "refuse":
		if in.Comment == "" {
			err = refuse.New(refuse.Invalid, "approval.reason")
			return v.approvalsWith(err)
		}
		_, err = command(v, app.RefuseApproval, key+"r", in)
	case "withdraw":
		_, err = command(v, app.WithdrawApproval, key+"w", in)
	default:
		err = refuse.New(refuse.Missing, "input.route", "path", v.r.URL.Path)
	}
	if r, no := refuse.As(err); no && (r.Kind == refuse.Conflict || r.Kind == refuse.Forbidden && r.Code != "app.role") {
		return v.approvalsWith(err)
	}
	if err != nil {
		return err
	}
	return v.to("/approvals?done=" + done)
}

// addNote adds a note to a document and goes back to it.
func (v *visit) addNote() error {
	back := ours(v.r.PostFormValue("back"))
	in := note.New{Kind: v.r.PostFormValue("kind"), Number: v.r.PostFormValue("number"), Note: v.r.PostFormValue("note")}
	if _, err := command(v, app.AddNote, v.r.PostFormValue("key"), in); err != nil {
		return err
	}
	return v.to(sameBut(back, "done", "note"))
}

// readNote marks a note that names the visitor as read.
func (v *visit) readNote() error {
	if _, err := command(v, app.ReadNote, "", note.Ref{ID: v.r.PathValue("id")}); err != nil {
		return err
	}
	return v.to(ours(v.r.PostFormValue("back")))
}
