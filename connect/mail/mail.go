// Package mail sends the messages of the outbox by SMTP, or keeps them in the
// mailbox of the house when no server is configured.
package mail

import (
	"context"
	"encoding/json"
	"os"

	"encaisse/base/db"
	"encaisse/o2c/dunning"
	"encaisse/o2c/seller"
)

// Settings say where messages go: ENCAISSE_SMTP is smtp://user:secret@host:587
// (STARTTLS, which must be offered unless the host is this machine) or
// smtps://…:465; ENCAISSE_MAIL_FROM is the sender's address. Without a server
// messages stay in the mailbox.
const (
	ServerSetting = "ENCAISSE_SMTP"
	SenderSetting = "ENCAISSE_MAIL_FROM"
)

// Send is the step: it asks whether the message may leave still, sends it
// outside any transaction, and notes how that ended. A message that was begun
// and not ended is not sent again.
func Send(ctx context.Context, d *db.DB, t db.Task) error {
	var body struct {
		Message db.ID `json:"message"`
	}
	if err := json.Unmarshal([]byte(t.Body), &body); err != nil {
		return err
	}
	server, sender := os.Getenv(ServerSetting), os.Getenv(SenderSetting)
	as := db.As{Entity: t.Entity, Request: t.Request, Cause: t.Event}
	type ready struct {
		dunning.Leaving
		ok bool
	}
	m, err := db.Do(ctx, d, as, func(w *db.Write) (r ready, err error) {
		if w.Zone, err = seller.Zone(w.Read, w.Entity); err != nil {
			return r, err
		}
		r.Leaving, r.ok, err = dunning.Ready(w, body.Message, sender, server == "")
		return r, err
	})
	if err != nil || !m.ok || m.Kept {
		return err
	}
	sent := deliver(ctx, server, m.Leaving)
	_, err = db.Do(context.WithoutCancel(ctx), d, as, func(w *db.Write) (_ any, err error) {
		if w.Zone, err = seller.Zone(w.Read, w.Entity); err != nil {
			return nil, err
		}
		if sent == nil {
			return nil, dunning.Sent(w, body.Message, "", false)
		}
		return nil, dunning.Sent(w, body.Message, sent.Error(), permanent(sent))
	})
	return err
}
