package insight

import (
	"encoding/json"
	"math"
	"strings"
	"time"

	"encaisse/base/day"
	"encaisse/base/db"
	"encaisse/base/refuse"
	"encaisse/o2c/invoice"
	"encaisse/o2c/order"
	"encaisse/o2c/party"
	"encaisse/o2c/payment"
	"encaisse/o2c/shipping"
)

const eventColumns = `e.id, e.type, e.at, e.day, e.actor, coalesce(e.entity, 0), coalesce(e.cause, 0), e.request, e.objects, e.body`

const auditWanted = ` and (e.actor = $3 or $3 = 0) and (e.day >= $4 or $4 = 0) and (e.day <= $5 or $5 = 0) and (e.entity = $6 or $6 = 0 or e.entity is null)
	and substr(e.type, 1, length($7)) = $7 order by e.id desc limit $8`

var (
	// the facts of a window of the log, and where the window begins
	qAudit      = db.Q("insight.audit", `select `+eventColumns+` from event e where e.id < $1 and e.id >= $2`+auditWanted)
	qAuditStart = db.Q("insight.audit.window", `select id from event where id < $1 order by id desc limit 1 offset $2`)
	qAuditOf    = db.Q("insight.audit.of", `select `+eventColumns+` from event_object o join event e on e.id = o.event where o.object = $2 and o.event < $1`+
		strings.Replace(auditWanted, "e.id desc", "o.event desc", 1))
	qUserNamed = db.Q("insight.user.named", `select id from app_user where name = $1`)
)

// A page of the audit reads so many facts at most, a window after the other.
const (
	auditWindow  = 5000
	auditWindows = 4
)

// AuditIn asks who did what. The latest is first.
type AuditIn struct {
	db.Paging
	User string  `query:"user" json:"user,omitempty" doc:"name or id; who did it"`
	Type string  `query:"type" json:"type,omitempty" maxLength:"60" doc:"of the fact, or how it begins: invoice, invoice.issued"`
	From day.Day `query:"from" json:"from,omitempty" doc:"first business day"`
	To   day.Day `query:"to" json:"to,omitempty" doc:"last business day"`
	Of   string  `query:"of" json:"of,omitempty" maxLength:"60" doc:"number of an order, a shipment, an invoice or a customer, id of a payment or a user: what it touches"`
}

// Audited is a fact with the one who did it.
type Audited struct {
	ID      string          `json:"id"`
	Request string          `json:"request" doc:"what it was caused by; facts of one request have the same"`
	At      time.Time       `json:"at"`
	Day     day.Day         `json:"day"`
	Type    string          `json:"type"`
	Text    string          `json:"text"`
	By      string          `json:"by" doc:"user; empty: the system"`
	Objects []Touched       `json:"objects"`
	Body    json.RawMessage `json:"body"`
}

// AuditOut is a page of the log.
type AuditOut struct {
	Items []Audited `json:"items"`
	Next  *string   `json:"next" doc:"where to look on; there may be more although the page is not full"`
}

// Audit pages through the facts, the latest first: a page looks at 20,000 of
// them at most, so that a filter that finds nothing costs no more.
func Audit(r *db.Read, in AuditIn) (AuditOut, error) {
	out := AuditOut{Items: []Audited{}}
	before, err := in.First()
	if err != nil {
		return out, err
	}
	if before == 0 {
		before = math.MaxInt64
	}
	actor, err := auditUser(r, in.User)
	if err != nil {
		return out, err
	}
	var events []db.Event
	next := db.ID(0)
	if in.Of != "" {
		events, next, err = auditOf(r, in, before, actor)
	} else {
		events, next, err = auditAll(r, in, before, actor)
	}
	if err != nil {
		return out, err
	}
	if next != 0 {
		text := next.Text("cur")
		out.Next = &text
	}
	told, err := steps(r, events)
	for i, s := range told {
		e := events[i]
		out.Items = append(out.Items, Audited{e.ID.Text("evt"), e.Request.Text("req"), s.At, s.Day, s.Type, s.Text, s.By, s.Objects, s.Body})
	}
	return out, err
}

// auditAll looks through the log window by window.
func auditAll(r *db.Read, in AuditIn, before, actor db.ID) (found []db.Event, next db.ID, err error) {
	for range auditWindows {
		start, err := db.One[db.ID](r, qAuditStart, before, auditWindow-1)
		if err != nil && err != db.ErrNone {
			return nil, 0, err
		}
		last := err == db.ErrNone
		list, err := db.All[db.Event](r, qAudit, before, start, actor, in.From, in.To, r.Entity, in.Type, in.Rows()+1-len(found))
		if err != nil {
			return nil, 0, err
		}
		if found = append(found, list...); len(found) > in.Rows() {
			found = found[:in.Rows()]
			return found, found[len(found)-1].ID, nil
		}
		if last {
			return found, 0, nil
		}
		before = start
	}
	return found, before, nil
}

// auditOf looks through the facts that touch one thing.
func auditOf(r *db.Read, in AuditIn, before, actor db.ID) (found []db.Event, next db.ID, err error) {
	id, err := numbered(r, in.Of)
	if err != nil {
		return nil, 0, err
	}
	found, err = db.All[db.Event](r, qAuditOf, before, id, actor, in.From, in.To, r.Entity, in.Type, in.Rows()+1)
	if len(found) > in.Rows() {
		found = found[:in.Rows()]
		next = found[len(found)-1].ID
	}
	return found, next, err
}

func auditUser(r *db.Read, ref string) (db.ID, error) {
	if ref == "" {
		return 0, nil
	}
	if id, ok := db.ParseID("usr", ref); ok {
		return id, nil
	}
	id, err := db.One[db.ID](r, qUserNamed, ref)
	if err == db.ErrNone {
		err = refuse.New(refuse.Invalid, "input.invalid").At("/user", "insight.audit_user", "user", ref)
	}
	return id, err
}

// numbered is the document of a number, of whatever kind.
func numbered(r *db.Read, ref string) (db.ID, error) {
	if id, ok := db.ParseID("usr", ref); ok {
		return id, nil
	}
	for _, find := range []func() (db.ID, error){
		func() (db.ID, error) { x, err := order.Find(r, ref); return x.ID, err },
		func() (db.ID, error) { x, err := invoice.Find(r, ref); return x.ID, err },
		func() (db.ID, error) { x, err := party.Find(r, ref); return x.ID, err },
		func() (db.ID, error) { x, err := shipping.Find(r, ref); return x.ID, err },
		func() (db.ID, error) { x, err := payment.Find(r, ref); return x.ID, err },
	} {
		id, err := find()
		if _, no := refuse.As(err); err == nil || !no && err != db.ErrNone {
			return id, err
		}
	}
	return 0, refuse.New(refuse.Invalid, "input.invalid").At("/of", "insight.audit_of", "number", ref)
}
