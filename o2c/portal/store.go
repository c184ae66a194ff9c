package portal

import (
	"encaisse/base/db"
	"encaisse/base/refuse"
)

const (
	linkColumns     = `id, entity, customer, document, ends, revoked, message`
	checkoutColumns = `id, entity, customer, currency, amount, provider, token, url, state, opened_at, payment, charge, event, version`
)

var (
	qLinkAdd    = db.Q("portal.link.add", `insert into portal_link (id, entity, customer, document, hash, ends, revoked, message) values ($1,$2,$3,$4,$5,$6,0,$7)`)
	qLinkByID   = db.Q("portal.link.by_id", `select `+linkColumns+` from portal_link where id = $1`)
	qLinkByHash = db.Q("portal.link.by_hash", `select `+linkColumns+` from portal_link where hash = $1`)
	qLinkRevoke = db.Q("portal.link.revoke", `update portal_link set revoked = $2 where id = $1 and revoked = 0`)
	qLinks      = db.Q("portal.link.list", `select `+linkColumns+` from portal_link where entity = $1 and id > $2 and (customer = $3 or $3 = 0) order by id limit $4`).Scans()

	qCheckoutAdd   = db.Q("portal.checkout.add", `insert into checkout (`+checkoutColumns+`) values ($1,$2,$3,$4,$5,$6,'','',$7,$8,0,'',$9,1)`)
	qCheckoutByID  = db.Q("portal.checkout.by_id", `select `+checkoutColumns+` from checkout where id = $1`)
	qCheckoutSave  = db.Q("portal.checkout.save", `update checkout set token = $2, url = $3, state = $4, payment = $5, charge = $6, version = version + 1 where id = $1 and version = $7`)
	qCheckoutGoing = db.Q("portal.checkout.going", `select `+checkoutColumns+` from checkout where id > $1 and (state = 'asked' or state = 'open' or state = 'unsure' or state = 'pending') order by id limit $2`)
	qCheckoutsOf   = db.Q("portal.checkout.of", `select `+checkoutColumns+` from checkout where customer = $1 and entity = $2 order by id desc limit $3`)
	qCheckouts     = db.Q("portal.checkout.list", `select `+checkoutColumns+` from checkout where entity = $1 and id > $2 order by id limit $3`)
	qUnderWay      = db.Q("portal.checkout.under_way", `select distinct c.id from checkout c join checkout_part p on p.checkout = c.id
		where c.customer = $1 and c.entity = $2 and (c.state = 'asked' or c.state = 'open' or c.state = 'unsure' or c.state = 'pending') order by c.id`)

	qShareAdd = db.Q("portal.share.add", `insert into checkout_part (checkout, document, amount) values ($1,$2,$3)`)
	qShares   = db.Q("portal.shares", `select document, amount from checkout_part where checkout = $1 order by document`)

	qHeard    = db.Q("portal.heard", `select effect from provider_event where provider = $1 and token = $2`)
	qHeardAdd = db.Q("portal.heard.add", `insert into provider_event (provider, token, checkout, kind, currency, amount, fee, charge, effect, payment, event) values ($1,$2,$3,$4,$5,$6,$7,$8,$9,$10,$11)`)
	qCharged  = db.Q("portal.heard.charge", `select token from provider_event where provider = $1 and charge = $2 and (effect = 'paid' or effect = 'more')`)
)

// FindCheckout is a checkout by id.
func FindCheckout(r *db.Read, ref string) (Checkout, error) {
	id, ok := db.ParseID(CheckoutPrefix, ref)
	if !ok {
		return Checkout{}, refuse.New(refuse.Missing, "portal.checkout", "checkout", ref)
	}
	c, err := db.One[Checkout](r, qCheckoutByID, id)
	if err == db.ErrNone || err == nil && r.Entity != 0 && c.Entity != r.Entity {
		err = refuse.New(refuse.Missing, "portal.checkout", "checkout", ref)
	}
	return c, err
}

// Going lists the checkouts nobody knows the end of, after an id.
func Going(r *db.Read, after db.ID, limit int) ([]Checkout, error) {
	return db.All[Checkout](r, qCheckoutGoing, after, limit)
}

// Shares are what a checkout is for.
func Shares(r *db.Read, checkout db.ID) ([]Share, error) { return db.All[Share](r, qShares, checkout) }

// keep writes a checkout that changed.
func keep(w *db.Write, c Checkout) {
	w.Exec1(qCheckoutSave, c.ID, c.Token, c.URL, c.State, c.Payment, c.Charge, c.Version)
}
