package web

import (
	"strings"
	"time"

	"encaisse/app"
	"encaisse/base/refuse"
	"encaisse/o2c/insight"
	"encaisse/web/ui"
)

var auditList = list{
	path: "/settings/audit", title: "web.audit", keys: "audit",
	filters: []string{"user", "type", "of", "from", "to"},
	columns: []column{{key: "fact", grow: true}, {key: "when"}, {key: "who"}, {key: "about"}, {key: "day"}},
	rows:    auditRows,
}

// audit is the log: who did what, the latest first.
func (v *visit) audit() error { return auditList.draw(v) }

func auditRows(v *visit, q query) (rows, error) {
	in := insight.AuditIn{Paging: q.paging, From: q.from, To: q.to, User: strings.TrimSpace(q.raw.Get("user")), Type: strings.TrimSpace(q.raw.Get("type")), Of: strings.TrimSpace(q.raw.Get("of"))}
	if len(in.Type) > 60 || len(in.Of) > 60 {
		return rows{}, refuse.New(refuse.Invalid, "input.invalid").At("/of", "input.long", "max", 60)
	}
	out, err := ask(v, app.Audit, in)
	if err != nil {
		return rows{}, err
	}
	r := rows{next: out.Next, plain: true}
	for _, f := range out.Items {
		m := v.moment(insight.Step{At: f.At, Day: f.Day, Type: f.Type, Text: f.Text, By: f.By, Objects: f.Objects, Body: f.Body})
		about, href := "", ""
		for _, l := range m.About {
			if href == "" {
				href = l.Href
			}
			if about == "" {
				about = l.Text
			}
		}
		who := f.By
		if who == "" {
			who = v.say("web.machine")
		}
		small := f.Type
		if len(m.Changes) > 0 {
			small += " · " + strings.Join(m.Changes, ", ")
		}
		r.lines = append(r.lines, row{id: f.ID, cells: map[string]cell{
			"fact":  {ui.Cell{Text: m.Text, Small: small}, f.Type},
			"when":  {ui.Cell{Text: v.instant(f.At), Soft: true}, f.At.UTC().Format(time.RFC3339)},
			"who":   {ui.Cell{Text: who}, who},
			"about": {ui.Cell{Text: about, Href: href}, about},
			"day":   {ui.Cell{Text: ui.Day(v.ctx, f.Day), Soft: true}, f.Day},
		}})
	}
	return r, nil
}

// ago is when something was, or that it was not.
func (v *visit) ago(t *time.Time) string {
	if t == nil {
		return v.say("web.never")
	}
	return v.instant(*t)
}
