package insight

import (
	"slices"

	"encaisse/base/db"
	"encaisse/base/seal"
	"encaisse/o2c/charge"
	"encaisse/o2c/dunning"
	"encaisse/o2c/invoice"
	"encaisse/o2c/outbox"
	"encaisse/o2c/party"
	"encaisse/o2c/payment"
	"encaisse/o2c/quote"
	"encaisse/o2c/receivable"
	"encaisse/o2c/rma"
	"encaisse/o2c/stock"
)

// latest facts of a thing that are shown.
const latest = 50

// CustomerRef names a customer.
type CustomerRef struct {
	ID string `path:"id" json:"-" doc:"id or number"`
}

// OfInvoice is what happened to an invoice, the latest first.
func OfInvoice(r *db.Read, in invoice.ByID) ([]Step, error) {
	v, err := invoice.Find(r, in.ID)
	if err != nil {
		return nil, err
	}
	return happened(r, v.ID)
}

// OfCustomer is what happened to a customer and his documents, the latest first.
func OfCustomer(r *db.Read, in CustomerRef) ([]Step, error) {
	c, err := party.Find(r, in.ID)
	if err != nil {
		return nil, err
	}
	return happened(r, c.ID)
}

// OfPayment is what happened to a payment, the latest first.
func OfPayment(r *db.Read, in payment.ByID) ([]Step, error) {
	p, err := payment.Find(r, in.ID)
	if err != nil {
		return nil, err
	}
	return happened(r, p.ID)
}

// OfCharge is what happened to a charge for lateness, the latest first.
func OfCharge(r *db.Read, in charge.ByID) ([]Step, error) {
	c, err := charge.Find(r, in.ID)
	if err != nil {
		return nil, err
	}
	return happened(r, c.ID)
}

// OfQuote is what happened to all versions of a quote, the latest first.
func OfQuote(r *db.Read, in quote.ByID) ([]Step, error) {
	q, err := quote.Find(r, in.ID)
	if err != nil {
		return nil, err
	}
	versions, err := quote.Versions(r, q)
	if err != nil {
		return nil, err
	}
	out := []Step{}
	for _, x := range versions {
		list, err := happened(r, x.ID)
		if err != nil {
			return nil, err
		}
		out = append(out, list...)
	}
	return out, nil
}

// OfReturn is what happened to a return, the latest first.
func OfReturn(r *db.Read, in rma.ByID) ([]Step, error) {
	x, err := rma.Find(r, in.ID)
	if err != nil {
		return nil, err
	}
	return happened(r, x.ID)
}

// OfMessage is what happened to a message, the latest first: what became of it,
// and who followed its link.
func OfMessage(r *db.Read, in outbox.ByID) ([]Step, error) {
	x, err := outbox.Find(r, in.ID)
	if err != nil {
		return nil, err
	}
	return happened(r, x.ID)
}

// OfTransfer is what happened to a transfer between warehouses, the latest first.
func OfTransfer(r *db.Read, in stock.TransferID) ([]Step, error) {
	x, err := stock.FindTransfer(r, in.ID)
	if err != nil {
		return nil, err
	}
	return happened(r, x.ID)
}

// OfCount is what happened to a stock count, the latest first.
func OfCount(r *db.Read, in stock.CountID) ([]Step, error) {
	x, err := stock.FindCount(r, in.ID)
	if err != nil {
		return nil, err
	}
	return happened(r, x.ID)
}

// OfExpected is what happened to an expected receipt, the latest first.
func OfExpected(r *db.Read, in stock.ExpectedID) ([]Step, error) {
	x, err := stock.FindExpected(r, in.ID)
	if err != nil {
		return nil, err
	}
	return happened(r, x.ID)
}

// OfPlan is what happened to a payment plan, the latest first.
func OfPlan(r *db.Read, in dunning.ByPlan) ([]Step, error) {
	x, err := receivable.FindPlan(r, in.ID)
	if err != nil {
		return nil, err
	}
	return happened(r, x.ID)
}

// OfPortfolio is what happened to the portfolio of a collector, the latest first.
func OfPortfolio(r *db.Read, in dunning.PortfolioIn) ([]Step, error) {
	p, err := dunning.FindPortfolio(r, in.Collector)
	if err != nil || p.ID == 0 {
		return []Step{}, err
	}
	return happened(r, p.ID)
}

func happened(r *db.Read, id db.ID) ([]Step, error) {
	events, err := seal.Touching(r, id, latest)
	if err != nil {
		return nil, err
	}
	events = slices.DeleteFunc(events, func(e db.Event) bool { return r.Entity != 0 && e.Entity != 0 && e.Entity != r.Entity })
	out, err := steps(r, events)
	slices.Reverse(out)
	return out, err
}
