package verify

import (
	"encaisse/base/db"
	"encaisse/base/seal"
	"encaisse/base/series"
	"encaisse/connect/paper"
	"encaisse/o2c/approval"
	"encaisse/o2c/charge"
	"encaisse/o2c/closing"
	"encaisse/o2c/credit"
	"encaisse/o2c/dunning"
	"encaisse/o2c/insight"
	"encaisse/o2c/invoice"
	"encaisse/o2c/ledger"
	"encaisse/o2c/letter"
	"encaisse/o2c/loss"
	"encaisse/o2c/note"
	"encaisse/o2c/order"
	"encaisse/o2c/party"
	"encaisse/o2c/payment"
	"encaisse/o2c/portal"
	"encaisse/o2c/quote"
	"encaisse/o2c/receivable"
	"encaisse/o2c/rma"
	"encaisse/o2c/shipping"
	"encaisse/o2c/stock"
)

// check is one named invariant and the ids it has in the promises of quality.
type check struct {
	name string
	ids  string
	warn bool // worth a look, no breach
}

// part is a function that looks for breaches, and the checks it serves.
type part struct {
	find   func(*db.Read) ([]db.Breach, error)
	checks []check
}

// table lists everything that must hold, a line a check.
var table = []part{
	{ledger.Breaches, []check{{name: "ledger.balanced", ids: "I1"}, {name: "ledger.facts", ids: "I1 I15"}, {name: "ledger.numbered", ids: "I5"}}},
	{receivable.Breaches, []check{{name: "receivable.equals_ledger", ids: "I2 I14"}, {name: "receivable.applied", ids: "I3 I14"},
		{name: "receivable.kept", ids: "I2"}, {name: "receivable.late", ids: "I2"}}},
	{credit.Breaches, []check{{name: "credit.kept", ids: "I2"}, {name: "credit.decided", ids: "I9"}, {name: "credit.four_eyes", ids: "I16"},
		{name: "credit.grouped", ids: "I9"}, {name: "credit.lines", ids: "I9"}, {name: "credit.scores", ids: "I9"}, {name: "credit.rules", ids: "I9"}}},
	{approval.Breaches, []check{{name: "approval.four_eyes", ids: "I16"}, {name: "approval.facts", ids: "I16"}}},
	{receivable.Agreements, []check{{name: "receivable.agreed", ids: "I13"}}},
	{receivable.Collections, []check{{name: "receivable.disputed", ids: "I2"}, {name: "collections.steps", ids: "I13"}}},
	{dunning.Breaches, []check{{name: "dunning.chased", ids: "I11"}, {name: "dunning.levels", ids: "I11"}, {name: "dunning.window", ids: "I11"},
		{name: "dunning.promises", ids: "I13"}, {name: "dunning.facts", ids: "I13"}, {name: "portfolio.facts", ids: "I13"}}},
	{charge.Breaches, []check{{name: "charge.facts", ids: "I1 I2 I5"}, {name: "charge.days", ids: "I4"}, {name: "charge.waived", ids: "I3"}}},
	{party.Breaches, []check{{name: "party.bounced", ids: "I11 I13"}}},
	{letter.Breaches, []check{{name: "mail.facts", ids: "I11 I13"}}},
	{invoice.Breaches, []check{{name: "invoice.total", ids: "I4"}, {name: "invoice.credited", ids: "I5 I10"}, {name: "invoice.hash", ids: "I6"},
		{name: "invoice.booked", ids: "I1 I2"}, {name: "invoice.told", ids: "I10"}, {name: "invoice.entity", ids: "I15"}}},
	{invoice.Corrections, []check{{name: "invoice.corrected", ids: "I1 I2 I4"}}},
	{invoice.Retentions, []check{{name: "invoice.retained", ids: "I1 I2"}}},
	{invoice.Pendings, []check{{name: "tax.moved", ids: "I1 I4"}, {name: "tax.pending", ids: "I2 I4"}}},
	{invoice.Advances, []check{{name: "deposit.facts", ids: "I2 I3"}, {name: "deposit.equals_ledger", ids: "I2"}, {name: "deposit.booked", ids: "I2"}}},
	{payment.Breaches, []check{{name: "payment.booked", ids: "I2 I3"}, {name: "payment.facts", ids: "I3 I11"}, {name: "payment.refunds", ids: "I3 I13 I16"}}},
	{portal.Breaches, []check{{name: "portal.checkouts", ids: "I13"}, {name: "portal.events", ids: "I11"}}},
	{series.Breaches, []check{{name: "series.gapless", ids: "I5"}, {name: "series.numbers", ids: "I5 I15"}}},
	{order.Breaches, []check{{name: "order.states", ids: "I13"}, {name: "order.lines", ids: "I8 I10"}, {name: "order.total", ids: "I4"}, {name: "order.trail", ids: "I4"},
		{name: "order.remainder", ids: "I2"}}},
	{quote.Breaches, []check{{name: "quote.facts", ids: "I13"}, {name: "quote.total", ids: "I4"}, {name: "quote.order", ids: "I15"}}},
	{shipping.Breaches, []check{{name: "shipment.states", ids: "I13"}, {name: "shipment.told", ids: "I8 I10"}, {name: "shipment.entity", ids: "I15"}}},
	{loss.Breaches, []check{{name: "loss.claims", ids: "I2 I13"}}},
	{note.Breaches, []check{{name: "note.facts", ids: "I13"}}},
	{closing.Cutoffs, []check{{name: "closing.cutoffs", ids: "I1 I14"}}},
	{closing.Breaches, []check{{name: "closing.figures", ids: "I14"}, {name: "closing.states", ids: "I13 I16"}}},
	{insight.Breaches, []check{{name: "insight.exposure", ids: "I2 I9"}}},
	{stock.Breaches, []check{{name: "stock.levels", ids: "I8"}, {name: "stock.booked", ids: "I1"}, {name: "stock.facts", ids: "I13"},
		{name: "stock.transit", ids: "I8"}, {name: "stock.expected", ids: "I8"}}},
	{rma.Breaches, []check{{name: "return.quantity", ids: "I10"}, {name: "return.states", ids: "I13"}, {name: "return.told", ids: "I8 I10"}}},
	{paper.Breaches, []check{{name: "paper.hash", ids: "I6"}, {name: "paper.amounts", ids: "I6 I4"}}},
	{paper.Logos, []check{{name: "paper.logo", ids: "I6"}}},
	{masters, []check{{name: "masters.facts", ids: "I13"}}},
	{users, []check{{name: "users.suspended", ids: "I13"}}},
	{backups, []check{{name: "backups.facts", ids: "I13"}}},
	{emails, []check{{name: "access.emails", ids: "I13"}}},
	{identities, []check{{name: "access.identities", ids: "I13"}}},
	{sessions, []check{{name: "access.sessions", ids: "I13"}}},
	{visits, []check{{name: "access.visits", ids: "I13"}}},
	{passwords, []check{{name: "access.passwords", ids: "I13"}, {name: "access.invitations", ids: "I13"}, {name: "access.codes", ids: "I13"}, {name: "access.keys", ids: "I13"}}},
	{posts, []check{{name: "access.roles", ids: "I13"}}},
	{once, []check{{name: "access.told", ids: "I13"}}},
	{works, []check{{name: "work.counted", ids: "I13"}, {name: "work.states", ids: "I13"}, {name: "work.files", ids: "I6"}}},
	{factors, []check{{name: "access.factors", ids: "I13"}}},
	{chain, []check{{name: "seal.chain", ids: "I7"}, {name: "seal.current", ids: "I7"}, {name: "seal.late", ids: "I7", warn: true}}},
	{stuck, []check{{name: "flow.stuck", ids: "I12", warn: true}}},
}

// chain checks the seals: numbers, facts and hashes (seal.chain), every fact
// older than a minute sealed (seal.current), none written in late (seal.late).
func chain(r *db.Read) ([]db.Breach, error) {
	var out []db.Breach
	for _, c := range []struct {
		check string
		find  func(*db.Read) ([]seal.Break, error)
	}{{"seal.chain", seal.Breaks}, {"seal.chain", seal.Loose}, {"seal.current", seal.Outside}, {"seal.late", seal.Late}} {
		list, err := c.find(r)
		if err != nil {
			return nil, err
		}
		for _, b := range list {
			out = append(out, db.Breach{Check: c.check, What: b.What(), Why: b.Why})
		}
	}
	return out, nil
}

// stuck lists the steps that do not go on by themselves.
func stuck(r *db.Read) ([]db.Breach, error) {
	tasks, err := db.Stuck(r, mostShown)
	var out []db.Breach
	for _, t := range tasks {
		out = append(out, db.Breach{Check: "flow.stuck", What: "step " + t.Step + " " + t.ID.Text("stp"), Why: t.Error})
	}
	return out, err
}
