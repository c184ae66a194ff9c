package verify_test

import (
	"context"
	"fmt"
	"math/rand/v2"

	"encaisse/base/db"
	"encaisse/base/money"
	"encaisse/o2c/portal"
)

var (
	qCheckouts = db.Q("test.some.checkouts", `select id from checkout where entity = $1 order by id desc limit 12`).Scans()
	qLinks     = db.Q("test.some.links", `select id from portal_link where entity = $1 and $1 <> 0 order by id desc limit 9`).Scans()
	qSaid      = db.Q("test.tamper.said", `select (select count(*) from checkout_part), (select count(*) from provider_event), (select count(*) from provider_event where effect = 'paid')`).Scans()
)

// beginCheckout sets out to pay something that is due; the provider answers, or
// does not, or is given up.
func beginCheckout(w *world, r *rand.Rand, as db.As) error {
	customer, err := w.customer(r, as)
	if err != nil {
		return err
	}
	a, err := db.See(context.Background(), w.a.DB, as, func(x *db.Read) (portal.Account, error) {
		return portal.ShowAccount(x, portal.AccountIn{Customer: customer})
	})
	if err != nil {
		return err
	}
	in := portal.NewCheckout{Customer: customer, Provider: "sandbox"}
	for _, d := range a.Due {
		if d.ToPay.Minor <= 0 || len(in.Parts) == 2 {
			continue
		}
		p := portal.PayPart{Invoice: d.ID}
		if r.IntN(3) == 0 {
			amount := money.Decimal(r.Int64N(int64(d.ToPay.Minor))+1) * 10000
			p.Amount = &amount
		}
		in.Parts = append(in.Parts, p)
	}
	if len(in.Parts) == 0 {
		return errNothing
	}
	v, err := db.Do(context.Background(), w.a.DB, as, func(x *db.Write) (portal.CheckoutView, error) { return portal.Begin(x, in) })
	if err != nil {
		return err
	}
	id, _ := db.ParseID(portal.CheckoutPrefix, v.ID)
	switch r.IntN(6) {
	case 0:
		return do(w, as, func(x *db.Write) (any, error) { return nil, portal.Expire(x, id) })
	case 1:
		return do(w, as, func(x *db.Write) (portal.CheckoutView, error) { return portal.Opened(x, id, "", "") })
	}
	return do(w, as, func(x *db.Write) (portal.CheckoutView, error) { return portal.Opened(x, id, "sb_"+v.ID, "/pay") })
}

// hearProvider tells something of a checkout: mostly once more, late or twice,
// now and then of another amount.
func hearProvider(w *world, r *rand.Rand, as db.As) error {
	ids, err := db.See(context.Background(), w.a.DB, as, func(x *db.Read) ([]db.ID, error) { return db.All[db.ID](x, qCheckouts, as.Entity) })
	if err != nil || len(ids) == 0 {
		return errNothing
	}
	id := pick(r, ids...)
	c, err := db.See(context.Background(), w.a.DB, as, func(x *db.Read) (portal.Checkout, error) {
		return portal.FindCheckout(x, id.Text(portal.CheckoutPrefix))
	})
	if err != nil {
		return err
	}
	h := portal.Heard{Provider: c.Provider, Checkout: id, Kind: pick(r, "paid", "paid", "refused", "pending", "expired"), Amount: c.Amount, Currency: c.Currency}
	h.Token = fmt.Sprintf("evt_%d_%s_%d", id, h.Kind, r.IntN(3))
	if h.Kind == "paid" {
		h.Charge = fmt.Sprintf("ch_%d_%d", id, r.IntN(20)/19)
		h.Fee = money.Amount(r.Int64N(2)) * (c.Amount / 50)
	}
	switch r.IntN(12) {
	case 0:
		h.Amount++
	case 1:
		h.Provider += "x"
	}
	return do(w, db.As{}, func(x *db.Write) (string, error) { return portal.Hear(x, h) })
}

// moveLink makes a link, or revokes one.
func moveLink(w *world, r *rand.Rand, as db.As) error {
	ids, err := db.See(context.Background(), w.a.DB, as, func(x *db.Read) ([]db.ID, error) { return db.All[db.ID](x, qLinks, as.Entity) })
	if err != nil {
		return err
	}
	if len(ids) > 0 && r.IntN(3) == 0 {
		return do(w, as, func(x *db.Write) (portal.LinkView, error) {
			return portal.RevokeLink(x, portal.LinkRef{ID: pick(r, ids...).Text(portal.LinkPrefix)})
		})
	}
	customer, err := w.customer(r, as)
	if err != nil {
		return err
	}
	return do(w, as, func(x *db.Write) (portal.LinkView, error) {
		return portal.CreateLink(x, portal.NewLink{Customer: customer})
	})
}

// paidOnline tells that customers paid by a provider often enough to change it,
// and else lets one do so.
func (w *world) paidOnline(r *rand.Rand, as db.As) (bool, error) {
	n, err := db.See(context.Background(), w.a.DB, db.As{}, func(x *db.Read) (struct{ Parts, Said, Paid int64 }, error) {
		return db.One[struct{ Parts, Said, Paid int64 }](x, qSaid)
	})
	if err != nil || n.Parts > 2 && n.Said > 2 && n.Paid > 1 {
		return err == nil, err
	}
	if r.IntN(2) == 0 {
		return false, hearProvider(w, r, as)
	}
	return false, beginCheckout(w, r, as)
}
