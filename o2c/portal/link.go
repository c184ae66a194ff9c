// Package portal is what a company lets its customers do themselves: come in by
// a link, see what they owe, pay it, contest it, promise it, order again.
package portal

import "encaisse/base/id"

// LinkPrefix begins the ids of links.
const LinkPrefix = "lnk"

// How long a link opens, in days: of itself, and at most.
const (
	linkDays = 60
	mostDays = 366
)

// Link opens one invoice, one quote or a whole account to a customer, without a password.
type Link struct {
	ID       id.ID
	Entity   id.ID
	Customer id.ID
	Document id.ID // 0 = the whole account
	Ends     int64
	Revoked  int64
	Message  id.ID // it left with; 0 = a person made it
}

// Good tells that a link opens at an instant, in microseconds.
func (l Link) Good(now int64) bool { return l.Revoked == 0 && now < l.Ends }
