package dunning

import (
	"time"

	"encaisse/base/db"
)

var qGoing = db.Q("dunning.mails.going", `select state, count(*), cast(coalesce(min(queued_at), 0) as bigint) from mail_message
	where id > $1 and (state = 'queued' or state = 'sending' or state = 'failed' or state = 'unknown') group by state`)

// Going is how many messages are not where they should be.
type Going struct {
	Waiting int64     // to be sent
	Oldest  time.Time // since when the first of them waits; zero when none
	Failed  int64     // undeliverable: a person has to see to them
	Unsure  int64     // may have left
}

// Outbox counts the messages that wait or did not leave.
func Outbox(r *db.Read) (g Going, err error) {
	rows, err := db.All[struct {
		State string
		N     int64
		Since int64
	}](r, qGoing, 0)
	for _, x := range rows {
		switch x.State {
		case "failed":
			g.Failed = x.N
		case "unknown":
			g.Unsure = x.N
		default:
			g.Waiting += x.N
			if at := time.UnixMicro(x.Since).UTC(); g.Oldest.IsZero() || at.Before(g.Oldest) {
				g.Oldest = at
			}
		}
	}
	return g, err
}
