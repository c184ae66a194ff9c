package app

import (
	"encaisse/app/work"
	"encaisse/base/db"
	"encaisse/o2c/approval"
	"encaisse/o2c/note"
)

// News is what waits for somebody.
type News struct {
	Approvals int64 `json:"approvals" doc:"requests that are mine to decide, 200 at most"`
	Ended     int64 `json:"ended" doc:"runs of mine that ended since I looked"`
	Mentions  int64 `json:"mentions" doc:"notes that name me and that I have not read"`
}

func news(r *db.Read, _ work.None) (n News, err error) {
	if n.Approvals, err = approval.Waiting(r); err != nil {
		return n, err
	}
	ended, err := work.Unseen(r, work.None{})
	if err != nil {
		return n, err
	}
	n.Ended = ended.Ended
	n.Mentions, err = note.Unread(r)
	return n, err
}
