// Package mail sends the messages of the outbox by SMTP, or keeps them in the
// mailbox of the house when no server is configured.
package mail

import (
	"context"
	"encoding/json"
	"html"
	"os"
	"strings"

	"encaisse/base/db"
	"encaisse/base/words"
	"encaisse/o2c/dunning"
	"encaisse/o2c/portal"
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

// PortalSetting is the public address of the customer portal, without a path:
// https://compte.exemple.fr. Messages then end with a link to the customer's
// account, made when they leave: what is kept here does not open anything.
const PortalSetting = "ENCAISSE_PORTAL"

// linked adds to a message the way to the customer's account, when there is an
// address for it.
func linked(w *db.Write, m *dunning.Leaving, address string) error {
	if address == "" {
		return nil
	}
	path, err := portal.Mint(w, m.Customer)
	if err != nil {
		return err
	}
	link := strings.TrimRight(address, "/") + path
	text := texts.Say(words.Language(m.Language), "mail.portal")
	m.Body += "\n" + text + "\n" + link + "\n"
	m.HTML = strings.Replace(m.HTML, "</body>", "<p>"+html.EscapeString(text)+"<br><a href=\""+html.EscapeString(link)+"\">"+html.EscapeString(link)+"</a></p>\n</body>", 1)
	return nil
}

// Texts are the words that messages leave with.
var Texts = words.Texts{
	"mail.portal": {FR: "Voir vos factures, payer en ligne, contester ou proposer une date (ce lien vous est propre) :", EN: "See your invoices, pay online, contest or propose a day (this link is yours alone):"},
}

var texts = words.NewCatalog(Texts)

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
		if err == nil && r.ok && !r.Kept {
			err = linked(w, &r.Leaving, os.Getenv(PortalSetting))
		}
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
