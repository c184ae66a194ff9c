package verify_test

import (
	"context"
	"math/rand/v2"
	"testing"

	"encaisse/app"
	"encaisse/app/form"
	"encaisse/base/db"
	"encaisse/base/db/dbtest"
	"encaisse/o2c/charge"
	"encaisse/o2c/invoice"
	"encaisse/o2c/shipping"
)

var (
	qAllInvoices  = db.Q("test.paper.invoices", `select id from invoice where entity = $1 order by id`).Scans()
	qAllCharges   = db.Q("test.paper.charges", `select id from charge where entity = $1 order by id`).Scans()
	qAllShipments = db.Q("test.paper.shipments", `select id from shipment where entity = $1 and state in ('shipped', 'delivered', 'returned') order by id`).Scans()
)

// Whatever a company did, each of its documents can be made, and says what was
// invoiced and shipped.
func TestPapersOfARandomHistory(t *testing.T) {
	const seed = 11
	r := rand.New(rand.NewPCG(seed, 2))
	w := found(t, dbtest.SQLite(t))
	for range 32 {
		for range 60 {
			w.act(r)
		}
		w.day(4)
	}
	made := 0
	for _, as := range w.as {
		call := app.Call{Caller: app.Caller{User: clerk, Role: app.Admin, Entity: as.Entity}}
		for _, of := range []struct {
			entry  *app.Entry
			q      *db.Stmt
			prefix string
		}{{app.ChargePDF.Entry, qAllCharges, charge.Prefix}, {app.InvoicePDF.Entry, qAllInvoices, invoice.Prefix}, {app.ShipmentPDF.Entry, qAllShipments, shipping.Prefix}} {
			ids, err := db.See(context.Background(), w.a.DB, as, func(x *db.Read) ([]db.ID, error) { return db.All[db.ID](x, of.q, as.Entity) })
			if err != nil {
				t.Fatal(err)
			}
			for _, id := range ids {
				in := of.entry.NewInput()
				if err := form.Set(in, "id", id.Text(of.prefix)); err != nil {
					t.Fatal(err)
				}
				if _, _, err := of.entry.Run(context.Background(), w.a, call, in); err != nil {
					t.Fatal(of.entry.Name, id, err)
				}
				made++
			}
		}
	}
	if made < 20 {
		t.Errorf("only %d documents", made)
	}
	w.check(seed)
}
