package outbox

import (
	"strings"

	"encaisse/base/refuse"
)

// Return is what came back of a message after a server had taken it.
type Return struct {
	Delayed   string // status with which a server said that it is late (RFC 3463); "" while none did
	Bounced   string // status with which it came back, 4 for now and 5 for good; "" while it did not
	BouncedAt int64  // µs
}

// What a notification says of a message, and what the message is then.
const (
	Failed  = "failed"
	Delayed = "delayed"
	Bounced = "bounced"
)

// CameBack is a message of which a server says that it failed or is late, and
// whether that is news: it comes back once, and what is said of it later changes
// nothing. It refuses outbox.status, and outbox.not_left for what no server has.
func (m Message) CameBack(action, status string, at int64) (next Message, news bool, err error) {
	if !Status(status) || status[0] == '2' {
		return m, false, refuse.New(refuse.Invalid, "input.invalid").At("/status", "outbox.status", "status", status)
	}
	if m.State != "sent" && m.State != "kept" && m.State != "unknown" {
		return m, false, refuse.New(refuse.Conflict, "outbox.not_left", "message", m.ID.Text(Prefix))
	}
	switch {
	case m.Bounced != "" || action == Delayed && m.Delayed != "":
		return m, false, nil
	case action == Delayed:
		m.Delayed = status
	default:
		m.Bounced, m.BouncedAt = status, at
	}
	return m, true, nil
}

// ForGood tells a status after which trying again is no use.
func ForGood(status string) bool { return strings.HasPrefix(status, "5.") }

// Status tells an enhanced status code: a class of 2, 4 or 5, a subject and a
// detail of three digits at most.
func Status(s string) bool {
	parts := strings.Split(s, ".")
	if len(parts) != 3 || parts[0] != "2" && parts[0] != "4" && parts[0] != "5" {
		return false
	}
	for _, p := range parts[1:] {
		if len(p) < 1 || len(p) > 3 || strings.Trim(p, "0123456789") != "" {
			return false
		}
	}
	return true
}
