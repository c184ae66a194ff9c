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
	"encaisse/o2c/charge"
	"encaisse/o2c/dunning"
	"encaisse/o2c/letter"
	"encaisse/o2c/outbox"
	"encaisse/o2c/portal"
	"encaisse/o2c/quote"
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

// PortalSetting is the public address of the customer portal:
// https://compte.exemple.fr. Messages then end with a link to the customer's
// account, made when they leave: what is kept here does not open anything.
const PortalSetting = "ENCAISSE_PORTAL"

// PagesSetting is the public address of the pages that users of the house work
// on, without a path: https://erp.exemple.fr. Invitations lead there; without it
// none can leave.
const PagesSetting = "ENCAISSE_PAGES"

// portalAt is where the paths of the portal begin: its own host, or one that it
// shares, whose address may name it. Empty: it has none.
func portalAt() string {
	return strings.TrimSuffix(strings.TrimRight(os.Getenv(PortalSetting), "/"), "/portal")
}

// linked adds to a message the way to the customer's account, or gives its
// button the one document it is about, when there is an address for it.
func linked(w *db.Write, m *outbox.Leaving, address string) error {
	if address == "" {
		if m.Action == 0 {
			m.Words = letter.Linked(m.Words, "")
		}
		return nil
	}
	mint := func() (string, error) { return portal.Mint(w, m.Customer, m.ID) }
	if m.Action == 0 && m.About != 0 {
		mint = func() (string, error) { return portal.MintFor(w, m.Customer, m.About, about(m.Template), m.ID) }
	}
	path, err := mint()
	if err != nil {
		return err
	}
	link := address + path
	if m.Action == 0 {
		m.Words = letter.Linked(m.Words, link)
		return nil
	}
	text := texts.Say(words.Language(m.Language), "mail.portal")
	m.Body += "\n" + text + "\n" + link + "\n"
	m.HTML = strings.Replace(m.HTML, "</body>", "<p>"+html.EscapeString(text)+"<br><a href=\""+html.EscapeString(link)+"\">"+html.EscapeString(link)+"</a></p>\n</body>", 1)
	return nil
}

// about is what the document of a message is.
func about(template string) string {
	if template == quote.Template || template == charge.Template {
		return template
	}
	return "invoice"
}

// Texts are the words that messages leave with, and why a notification is not read.
var Texts = words.Texts{
	"mail.report_large":   {FR: "Cet avis dépasse {max} Mo.", EN: "This notification is larger than {max} MB."},
	"mail.no_report":      {FR: "Ce n’est pas un avis de remise : il faut le message entier du serveur (« Undelivered Mail Returned to Sender »), enregistré en .eml, pas une réponse automatique.", EN: "This is no delivery notification: it takes the whole mail of the server (“Undelivered Mail Returned to Sender”), saved as .eml, no automatic answer."},
	"mail.report_unnamed": {FR: "Cet avis ne dit pas quel message est revenu : trouvez-le dans les messages et notez-le à la main.", EN: "This notification does not say which message came back: find it among the messages and note it by hand."},
	"mail.arrived":        {FR: "Cet avis dit que le message est arrivé ({action}) : il n’y a rien à noter.", EN: "This notification says that the message arrived ({action}): there is nothing to note."},
	"mail.not_ours":       {FR: "Aucun message de cette société n’a le numéro {id}.", EN: "No message of this company has the number {id}."},

	"mail.portal": {FR: "Voir vos factures, payer en ligne, contester ou proposer une date (ce lien vous est propre) :", EN: "See your invoices, pay online, contest or propose a day (this link is yours alone):"},
}

var texts = words.NewCatalog(Texts)

// begun is a message that leaves now, if ok.
type begun struct {
	outbox.Leaving
	ok bool
}

// begin decides whether a message may leave still, and gives it its link.
func begin(w *db.Write, message db.ID, sender string, kept bool) (b begun, err error) {
	m, err := outbox.Load(w.Read, message)
	if err != nil {
		return b, err
	}
	ready := letter.Ready
	if m.Action != 0 {
		ready = dunning.Ready
	}
	b.Leaving, b.ok, err = ready(w, message, sender, kept)
	if err != nil || !b.ok || b.Kept {
		return b, err
	}
	pages := strings.TrimRight(os.Getenv(PagesSetting), "/")
	switch {
	case m.Template == letter.Invitation:
		b.ok, err = invites(w, &b.Leaving, pages)
	case m.Customer == 0:
		b.Words = letter.Linked(b.Words, pages)
	default:
		err = linked(w, &b.Leaving, portalAt())
	}
	return b, err
}

// invites gives an invitation its link: to the pages, or to the portal for who
// comes in there. Without an address to lead to it says nothing, and stays.
func invites(w *db.Write, m *outbox.Leaving, pages string) (bool, error) {
	guest, err := letter.Guest(w.Read, m.About)
	if err != nil {
		return false, err
	}
	address, setting := pages, PagesSetting
	if at := portalAt(); guest && at != "" {
		address = at
	}
	if guest {
		setting = PortalSetting
	}
	if address == "" {
		return false, letter.Sent(w, m.ID, setting, true)
	}
	if guest {
		address += "/portal"
	}
	path, _ := letter.MintInvitation(w, m.About)
	m.Words = letter.Linked(m.Words, address+path)
	return true, nil
}

// Send is the step: it asks whether the message may leave still, sends it
// outside any transaction, and notes how that ended. A message that was begun
// and not ended is not sent again.
func Send(ctx context.Context, d *db.DB, t db.Task) error {
	var body outbox.Outgoing
	if err := json.Unmarshal([]byte(t.Body), &body); err != nil {
		return err
	}
	server, sender := os.Getenv(ServerSetting), os.Getenv(SenderSetting)
	as := db.As{Entity: t.Entity, Request: t.Request, Cause: t.Event}
	m, err := db.Do(ctx, d, as, func(w *db.Write) (b begun, err error) {
		if w.Zone, err = seller.Zone(w.Read, w.Entity); err != nil {
			return b, err
		}
		return begin(w, body.Message, sender, server == "")
	})
	if err != nil || !m.ok || m.Kept {
		return err
	}
	files, sent := attached(ctx, d, as, m.Words)
	if sent == nil {
		sent = deliver(ctx, server, m.Leaving, files)
	}
	_, err = db.Do(context.WithoutCancel(ctx), d, as, func(w *db.Write) (_ any, err error) {
		if w.Zone, err = seller.Zone(w.Read, w.Entity); err != nil {
			return nil, err
		}
		ended := letter.Sent
		if m.Action != 0 {
			ended = dunning.Sent
		}
		if sent == nil {
			return nil, ended(w, body.Message, "", false)
		}
		return nil, ended(w, body.Message, sent.Error(), permanent(sent))
	})
	return err
}
