package portal

import (
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"time"

	"encaisse/base/db"
	"encaisse/base/refuse"
	"encaisse/o2c/charge"
	"encaisse/o2c/invoice"
	"encaisse/o2c/party"
	"encaisse/o2c/quote"
)

// NewLink is a link to be.
type NewLink struct {
	Customer string `json:"customer" doc:"id or number"`
	Invoice  string `json:"invoice,omitempty" doc:"id or number of the only invoice it opens; the whole account when left out"`
	Days     int64  `json:"days,omitempty" minimum:"1" maximum:"366" doc:"how long it opens; 60 when left out"`
}

// LinkView is a link as doors show it.
type LinkView struct {
	ID       string    `json:"id"`
	Customer string    `json:"customer"`
	Invoice  string    `json:"invoice" doc:"id; empty: a quote, a charge, or the whole account"`
	Quote    string    `json:"quote" doc:"number of the only quote it opens"`
	Charge   string    `json:"charge" doc:"number of the only charge for lateness it opens"`
	Until    time.Time `json:"until"`
	Revoked  bool      `json:"revoked"`
	Path     *string   `json:"path" doc:"of the page it opens, on the address of the portal; shown once, null ever after"`
}

// Stored is the link as it is kept under its idempotency key.
func (v LinkView) Stored() any {
	v.Path = nil
	return v
}

// CreateLink makes a link for a customer. It refuses portal.other_invoice for
// an invoice that is not his.
func CreateLink(w *db.Write, in NewLink) (LinkView, error) {
	c, err := party.Find(w.Read, in.Customer)
	if err != nil {
		return LinkView{}, err
	}
	l := Link{Entity: w.Entity, Customer: c.ID}
	if in.Invoice != "" {
		v, err := invoice.Find(w.Read, in.Invoice)
		if err != nil {
			return LinkView{}, err
		}
		if v.Customer != c.ID {
			return LinkView{}, refuse.New(refuse.Invalid, "portal.other_invoice", "number", v.Number, "customer", c.Number)
		}
		l.Document = v.ID
	}
	days := in.Days
	if days == 0 {
		days = linkDays
	}
	l, path, err := mint(w, l, days, "invoice")
	if err != nil {
		return LinkView{}, err
	}
	out, err := l.view(w.Read, c)
	out.Path = &path
	return out, err
}

// Mint makes the link of a message to a customer, for his whole account, and
// returns its path.
func Mint(w *db.Write, customer, message db.ID) (string, error) {
	_, path, err := mint(w, Link{Entity: w.Entity, Customer: customer, Message: message}, linkDays, "")
	return path, err
}

// MintFor makes the link of a message about one document of a customer, of a
// kind (invoice, quote, charge), and returns its path.
func MintFor(w *db.Write, customer, document db.ID, kind string, message db.ID) (string, error) {
	_, path, err := mint(w, Link{Entity: w.Entity, Customer: customer, Document: document, Message: message}, linkDays, kind)
	return path, err
}

// mint keeps a link by the hash of a secret of 256 random bits.
func mint(w *db.Write, l Link, days int64, kind string) (Link, string, error) {
	if days < 1 || days > mostDays {
		return l, "", refuse.New(refuse.Invalid, "portal.days", "most", mostDays).At("/days", "portal.days", "most", mostDays)
	}
	var b [32]byte
	rand.Read(b[:]) // never fails: the program stops instead
	secret := base64.RawURLEncoding.EncodeToString(b[:])
	l.ID, l.Ends = w.NewID(), w.Now().AddDate(0, 0, int(days)).UnixMicro()
	w.Exec(qLinkAdd, l.ID, l.Entity, l.Customer, l.Document, Hash(secret), l.Ends, l.Message)
	w.Emit("link.made", struct{}{}, l.objects(kind)...)
	return l, LinkPath + secret, w.Err()
}

// LinkPath begins the path of every link.
const LinkPath = "/portal/l/"

// Hash is a secret as it is kept.
func Hash(secret string) []byte {
	h := sha256.Sum256([]byte(secret))
	return h[:]
}

// objects are what a link opens, as facts name them: one document of a kind, or
// the account.
func (l Link) objects(kind string) []db.Object {
	return append([]db.Object{db.Obj("link", l.ID), db.Obj("customer", l.Customer)}, l.about(kind)...)
}

func (l Link) about(kind string) (list []db.Object) {
	if l.Document != 0 {
		list = append(list, db.Obj(kind, l.Document))
	}
	if l.Message != 0 {
		list = append(list, db.Obj("message", l.Message))
	}
	return list
}

// Touched is the document that a link opens and the message it came with, for
// the fact of who follows it: what can be known of a message's being read without
// spying on its reader.
func (l Link) Touched(r *db.Read) ([]db.Object, error) {
	kind, _, err := l.opens(r)
	return l.about(kind), err
}

// opens is the kind of the one document that a link opens, "" for the account,
// and its number where it is no invoice.
func (l Link) opens(r *db.Read) (kind, number string, err error) {
	if l.Document == 0 {
		return "", "", nil
	}
	if number, err = quote.Number(r, l.Document); err != db.ErrNone {
		return "quote", number, err
	}
	if number, err = charge.Number(r, l.Document); err != db.ErrNone {
		return "charge", number, err
	}
	return "invoice", "", nil
}

func (l Link) view(r *db.Read, c party.Customer) (LinkView, error) {
	v := LinkView{ID: l.ID.Text(LinkPrefix), Customer: c.Number, Until: time.UnixMicro(l.Ends).UTC(), Revoked: l.Revoked != 0}
	kind, number, err := l.opens(r)
	switch kind {
	case "quote":
		v.Quote = number
	case "charge":
		v.Charge = number
	case "invoice":
		v.Invoice = l.Document.Text(invoice.Prefix)
	}
	return v, err
}

// LinkRef names a link.
type LinkRef struct {
	ID string `path:"id" json:"-" doc:"lnk_…"`
}

// RevokeLink ends a link at once, with the sessions it opened. Doing it again
// changes nothing.
func RevokeLink(w *db.Write, in LinkRef) (LinkView, error) {
	id, _ := db.ParseID(LinkPrefix, in.ID)
	l, err := db.One[Link](w.Read, qLinkByID, id)
	if err == nil && w.Entity != 0 && l.Entity != w.Entity {
		err = db.ErrNone
	}
	if err != nil {
		return LinkView{}, err
	}
	c, err := party.Load(w.Read, l.Customer)
	if err != nil {
		return LinkView{}, err
	}
	if l.Revoked == 0 {
		l.Revoked = w.Now().UnixMicro()
		w.Exec1(qLinkRevoke, l.ID, l.Revoked)
		kind, _, err := l.opens(w.Read)
		if err != nil {
			return LinkView{}, err
		}
		w.Emit("link.revoked", struct{}{}, l.objects(kind)...)
	}
	return l.view(w.Read, c)
}
