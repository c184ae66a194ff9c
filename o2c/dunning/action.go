package dunning

import (
	"encaisse/base/day"
	"encaisse/base/id"
	"encaisse/base/money"
)

// Action is one thing done, or to do, about a customer: at most one at a time,
// for all his items that are due for it.
type Action struct {
	ID        id.ID
	Entity    id.ID
	Customer  id.ID
	Currency  money.Currency
	Level     int64
	Action    string
	Template  string
	Amount    money.Amount // of the items
	Unapplied money.Amount // money and credit notes not applied, said beside it
	Day       day.Day
	State     string
	Why       string // of a task or a cancellation
	Message   id.ID
	Result    string
	Version   int64
}

// Part is an item of an action.
type Part struct {
	Action  id.ID
	Item    id.ID
	Level   int64
	Amount  money.Amount
	Penalty money.Amount
	Live    bool // false: the action was cancelled, the level is not reached
}

// Message is what waits to leave, or has left.
type Message struct {
	ID       id.ID
	Entity   id.ID
	Customer id.ID
	Action   id.ID
	Template string
	Language string
	State    string // queued, sending, sent, kept, failed, unknown, cancelled
	Attempts int64
	QueuedAt int64 // µs
	SentAt   int64
	Error    string
	Hash     []byte
	Version  int64
}

// Words are those of a message; they may be erased.
type Words struct {
	Message   id.ID
	Sender    string
	Recipient string
	Subject   string
	Body      string
	HTML      string
}

// attempts to send a message before a person is asked.
const attempts = 10

// again is how many minutes after its n-th failure a message is tried again:
// 1, 2, 4 … at most 4 hours.
func again(n int64) int64 { return min(int64(1)<<min(n-1, 8), 240) }
