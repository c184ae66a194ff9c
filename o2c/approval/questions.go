package approval

import (
	"crypto/sha256"
	"encoding/binary"
	"encoding/json"
	"time"

	"encaisse/base/db"
	"encaisse/base/money"
)

// View is a request as doors show it: also the answer 202 of a command that
// waits.
type View struct {
	ID        string       `json:"id"`
	Kind      string       `json:"kind"`
	Command   string       `json:"command"`
	State     State        `json:"state"`
	Object    string       `json:"object"`
	Subject   string       `json:"subject" doc:"number of what it is about"`
	Amount    *money.Money `json:"amount"`
	Requester string       `json:"requester"`
	AskedAt   time.Time    `json:"asked_at"`
	ExpiresAt time.Time    `json:"expires_at"`
	Detail    any          `json:"detail" doc:"what was true when it was asked"`
	Comment   string       `json:"comment" doc:"of the requester"`
	DecidedBy *string      `json:"decided_by"`
	DecidedAt *time.Time   `json:"decided_at"`
	Reason    string       `json:"reason" doc:"comment of who decided"`
	Done      any          `json:"done" doc:"what the command answered when it was granted"`
	By        string       `json:"by" doc:"name of the requester, in lists"`
	Mine      bool         `json:"mine" doc:"I asked for it, in lists"`
	Decide    bool         `json:"decide" doc:"it is mine to decide, in lists"`
}

func shown(q Request, comment, reason string) View {
	v := View{ID: q.ID.Text(Prefix), Kind: q.Kind, Command: q.Command, State: q.State, Object: q.Object, Subject: q.Number,
		Requester: q.Requester.Text("usr"), AskedAt: instant(q.AskedAt), ExpiresAt: instant(q.ExpiresAt), Detail: json.RawMessage(q.Detail),
		Comment: comment, Reason: reason}
	if q.Currency != "" && q.Amount != money.Max {
		m := q.Amount.In(q.Currency)
		v.Amount = &m
	}
	if q.DecidedBy != 0 {
		by := q.DecidedBy.Text("usr")
		v.DecidedBy = &by
	}
	if q.DecidedAt != 0 {
		at := instant(q.DecidedAt)
		v.DecidedAt = &at
	}
	return v
}

func instant(µs int64) time.Time { return time.UnixMicro(µs).UTC() }

// ByID names one request.
type ByID struct {
	ID string `path:"id" json:"-" doc:"apr_…"`
}

// Show returns one request with what was said about it.
func Show(r *db.Read, in ByID) (View, error) {
	q, err := Find(r, in.ID)
	if err != nil {
		return View{}, err
	}
	return full(r, q)
}

func full(r *db.Read, q Request) (View, error) {
	comment, err := Said(r, q.Event)
	if err != nil {
		return View{}, err
	}
	reason, err := Said(r, q.Closed)
	if err != nil {
		return View{}, err
	}
	v := shown(q, comment, reason)
	v.Mine, v.Decide = q.Requester == r.Actor, decides(r, q) == nil
	v.By, err = db.One[string](r, qName, q.Requester)
	if err == db.ErrNone {
		err = nil
	}
	return v, err
}

// mostCounted of the requests that wait are counted.
const mostCounted = 200

// Waiting is how many requests are for who asks to decide, 200 at most.
func Waiting(r *db.Read) (n int64, err error) {
	rows, err := db.All[Request](r, qWaiting, mostCounted)
	for _, q := range rows {
		if (q.Entity == r.Entity || q.Entity == 0 || r.Entity == 0) && decides(r, q) == nil {
			n++
		}
	}
	return n, err
}

// Filter asks for a list of requests.
type Filter struct {
	db.Paging
	State string `query:"state" json:"state,omitempty" enum:"open,granted,refused,withdrawn,expired,voided," doc:"every one when left out"`
}

// List pages through the requests, oldest first.
func List(r *db.Read, in Filter) (db.Page[View], error) {
	out := db.Page[View]{Items: []View{}}
	after, err := in.First()
	if err != nil {
		return out, err
	}
	rows, err := db.All[Request](r, qList, after, in.State, r.Entity, in.Rows()+1)
	if err != nil {
		return out, err
	}
	return db.Shown(db.Paged(in.Paging, rows, func(q Request) db.ID { return q.ID }), func(q Request) (View, error) { return full(r, q) })
}

// Rule is what holds for a kind, as doors show it.
type Rule struct {
	Kind    string `json:"kind"`
	Enabled bool   `json:"enabled"`
	Hours   int64  `json:"hours"`
	Days    int64  `json:"days"`
}

func ruleView(k Kind, r rule) Rule { return Rule{k.Name, r.Enabled, r.Hours, r.Days} }

// AuthorityView is a row of the ladder as doors show it.
type AuthorityView struct {
	Holder   string       `json:"holder"`
	Kind     string       `json:"kind"`
	Currency string       `json:"currency" doc:"empty: any"`
	UpTo     *money.Money `json:"up_to" doc:"null: any amount"`
}

func authorityView(a Authority) AuthorityView {
	v := AuthorityView{a.Holder, a.Kind, a.Currency, nil}
	if a.Limited && a.Currency != "" {
		m := a.UpTo.In(money.Currency(a.Currency))
		v.UpTo = &m
	}
	return v
}

// Policy is who decides what.
type Policy struct {
	Solo        bool            `json:"solo" doc:"there is no second person: nothing waits, each waiver is a fact"`
	Rules       []Rule          `json:"rules"`
	Authorities []AuthorityView `json:"authorities" doc:"the company's own rows; the usual ladders stand behind them"`
}

// None asks without parameters.
type None struct{}

// ShowPolicy returns who decides what.
func ShowPolicy(r *db.Read, _ None) (Policy, error) {
	out := Policy{Rules: []Rule{}, Authorities: []AuthorityView{}}
	var err error
	if out.Solo, err = Solo(r); err != nil {
		return out, err
	}
	for _, k := range Kinds() {
		set, err := ruleOf(r, k)
		if err != nil {
			return out, err
		}
		out.Rules = append(out.Rules, ruleView(k, set))
	}
	rows, err := ladder(r)
	for _, a := range rows {
		if !a.Ended {
			out.Authorities = append(out.Authorities, authorityView(a))
		}
	}
	return out, err
}

// SubjectOf is a number for what has no id: the first 60 bits of its hash.
func SubjectOf(name string) db.ID {
	sum := sha256.Sum256([]byte(name))
	return db.ID(binary.BigEndian.Uint64(sum[:8]) >> 4)
}

// Decider is the role that may decide about an amount of a kind alone and has
// the least authority that is enough for it, "" when only a person has it.
func Decider(r *db.Read, kind string, amount money.Amount, c money.Currency) (string, error) {
	k, ok := kinds.named[kind]
	if !ok {
		return "", nil
	}
	rows, err := ladder(r)
	return k.decider(rows, amount, c), err
}
