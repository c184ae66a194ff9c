// Package approval holds four eyes: what one person asked and another grants.
//
// A command that needs a second person says so before it writes anything:
//
//	var writeOff = approval.Register(approval.Kind{Name: "receivable.write_off", Ladder: approval.Ladder{"finance": -1}})
//	…
//	by, err := approval.Need(w, approval.Ask{Kind: writeOff, Subject: id, Object: "invoice", Amount: a, Currency: c, Stamp: …})
//	if err != nil { return View{}, err }
//
// and its line in app/commands.go ends with .asks(). That is all: the request
// is stored with the command's name and input, the answer is 202 with the
// request's id, and approval.grant runs the same function again in its own
// transaction, as the requester, with the approval as the cause of its facts.
// Refunds, write-offs and prices below their floor hook in like that.
package approval

import (
	"maps"
	"math"
	"slices"
	"strings"
	"sync"

	"encaisse/base/id"
	"encaisse/base/money"
	"encaisse/base/refuse"
	"encaisse/base/words"
)

// Prefix of a request's id as people see it.
const Prefix = "apr"

// State of a request.
type State string

// The states. All but Open are final.
const (
	Open      State = "open"
	Granted   State = "granted"
	Refused   State = "refused"
	Withdrawn State = "withdrawn"
	Expired   State = "expired" // nobody decided in time
	Voided    State = "voided"  // what it was about was changed
)

// Ladder is who may decide alone, and up to how much, in units of whatever
// currency it is in; -1 is any amount. Who is not on it may not.
type Ladder map[string]int64

// Ladders of domain.md 2.6; "above: CFO" is the role finance. An administrator
// stands beside it.
var (
	CreditLadder  = Ladder{"credit": 5_000, "credit_manager": 50_000, "finance": -1, "admin": -1}
	BillingLadder = Ladder{"billing": 5_000, "finance": -1, "admin": -1}
	FinanceLadder = Ladder{"finance": -1, "admin": -1}
)

// Kind is a kind of decision.
type Kind struct {
	Name   string
	Hours  int64 // a request lives so long; 0 = 72
	Days   int64 // what is older needs two people whatever the amount; 0 = no such rule
	Ladder Ladder
}

// usualHours is how long a request lives (quality S17).
const usualHours = 72

var kinds struct {
	sync.Mutex
	all   []Kind
	named map[string]Kind
}

// Register makes a kind known; it is called for a package variable.
func Register(k Kind) Kind {
	kinds.Lock()
	defer kinds.Unlock()
	if kinds.named == nil {
		kinds.named = map[string]Kind{}
	}
	if _, twice := kinds.named[k.Name]; twice {
		panic("approval: two kinds are named " + k.Name)
	}
	if k.Hours == 0 {
		k.Hours = usualHours
	}
	kinds.named[k.Name] = k
	kinds.all = append(kinds.all, k)
	return k
}

// Kinds are those registered, in their order.
func Kinds() []Kind { return kinds.all }

func kindOf(name string) (Kind, error) {
	k, ok := kinds.named[name]
	if !ok {
		return k, refuse.New(refuse.Missing, "approval.kind", "kind", name)
	}
	return k, nil
}

// Authority is a row of the company's own ladder: a role ("credit") or a user
// ("usr_…"), a kind, a currency ("" = any).
type Authority struct {
	ID       id.ID
	Holder   string
	Kind     string
	Currency string
	Limited  bool
	UpTo     money.Amount // minor units
	Ended    bool         // the ladder of the kind counts again
	Version  int64
}

// Covers reports whether a person in a role may decide about an amount alone.
// A row for the person stands before one for his role, one of the currency
// before one of any, and any row before the ladder of the kind.
func (k Kind) Covers(rows []Authority, user id.ID, role string, amount money.Amount, c money.Currency) bool {
	for _, holder := range []string{user.Text("usr"), role} {
		for _, currency := range []string{string(c), ""} {
			for _, a := range rows {
				if !a.Ended && a.Kind == k.Name && a.Holder == holder && a.Currency == currency {
					return !a.Limited || amount <= a.UpTo
				}
			}
		}
	}
	units, ok := k.Ladder[role]
	if !ok {
		return false
	}
	if units < 0 || c == "" {
		return units != 0
	}
	most, err := money.Decimal(units * 1_000000).Amount(c)
	return err == nil && amount <= most
}

// decider is the role of least authority that may decide about an amount
// alone; an administrator comes last.
func (k Kind) decider(rows []Authority, amount money.Amount, c money.Currency) string {
	roles := slices.Sorted(maps.Keys(k.Ladder))
	for _, a := range rows {
		if a.Kind == k.Name && !strings.HasPrefix(a.Holder, "usr_") && !slices.Contains(roles, a.Holder) {
			roles = append(roles, a.Holder)
		}
	}
	least, found := int64(0), ""
	for _, role := range roles {
		most := k.Ladder[role]
		switch {
		case role == "admin":
			most = math.MaxInt64
		case most < 0: // any amount
			most = math.MaxInt64 - 1
		}
		if (found == "" || most < least) && k.Covers(rows, 0, role, amount, c) {
			least, found = most, role
		}
	}
	return found
}

// Ask is what is to be decided.
type Ask struct {
	Kind     Kind
	Subject  id.ID
	Object   string // kind of the subject in facts: "order", "customer", "invoice"
	Number   string // of the subject, as people know it
	Amount   money.Amount
	Currency money.Currency
	Stamp    string // what an edit of the subject changes
	Maker    id.ID  // who entered or made the subject: never approves it
	Always   bool   // two people whatever the amount
	Replaces bool   // an open request with another stamp gives way to this one
	Detail   any    // what the approver must see: exposure, limit, old, new
	Comment  string
}

// Given is by whom a command may go on: nobody when the person's own authority
// is enough.
type Given struct {
	Approval  id.ID
	Requester id.ID
	Approver  id.ID
}

// Needed is the no of a command that waits for a second person; it wrote
// nothing yet.
type Needed struct {
	Ask Ask
	*refuse.Refusal
}

// Unwrap shows the refusal.
func (n *Needed) Unwrap() error { return n.Refusal }

// Request is a stored one.
type Request struct {
	ID        id.ID
	Entity    id.ID
	Kind      string
	Command   string
	Input     string
	Subject   id.ID
	Object    string
	Number    string
	Amount    money.Amount
	Currency  money.Currency
	Stamp     string
	Maker     id.ID
	Requester id.ID
	Role      string
	Day       int64 // business day it was asked for; 0 = the day it is carried out
	AskedAt   int64 // µs
	ExpiresAt int64 // µs
	Detail    string
	Event     id.ID
	State     State
	DecidedBy id.ID
	DecidedAt int64
	Closed    id.ID // fact that ended it
	Version   int64
}

// open refuses what is decided about a request that is not open any more.
func (q Request) open(now int64) error {
	if q.State != Open {
		return refuse.New(refuse.Conflict, "approval.state", "approval", q.ID.Text(Prefix), "state", words.Key("approval.is."+q.State))
	}
	if now >= q.ExpiresAt {
		return refuse.New(refuse.Conflict, "approval.expired", "approval", q.ID.Text(Prefix))
	}
	return nil
}

// mayDecide refuses who asked, who made the subject, and the system.
func (q Request) mayDecide(actor id.ID) error {
	switch {
	case actor == 0:
		return refuse.New(refuse.Forbidden, "approval.system")
	case actor == q.Requester:
		return refuse.New(refuse.Forbidden, "approval.own")
	case actor == q.Maker:
		return refuse.New(refuse.Forbidden, "approval.made", "number", q.Number)
	}
	return nil
}
