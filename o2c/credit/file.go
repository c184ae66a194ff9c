package credit

import (
	"encaisse/base/day"
	"encaisse/base/money"
)

// Checks are what is checked of a new customer (domain.md 2.5).
var Checks = []string{"legal_existence", "vat_number", "signatory", "insolvency_register", "accounts", "references", "bank_details", "terms_signed"}

// usualReview is how many months credit stands before it is reviewed, closeReview
// how many for who is large or a risk (domain.md 2.8).
const (
	usualReview = 12
	closeReview = 6
)

// closeAbove is the limit, in units, above which credit is reviewed closely.
const closeAbove = 50_000

// NextReview is the day of the next review: at least yearly, every six months
// when the limit is large or the class a risk.
func NextReview(d day.Day, limit *money.Amount, c money.Currency, class string) day.Day {
	months := usualReview
	if limit != nil && units(*limit, c) > closeAbove*one || class == "D" || class == "E" {
		months = closeReview
	}
	return d.AddMonths(months)
}

// Cover is what a credit insurer carries of an exposure.
type Cover struct {
	Insured money.Amount
	OwnRisk money.Amount
}

// Insure splits an exposure: insured = min(exposure, insurer's limit) × share
// (domain.md 2.7).
func Insure(exposure, limit money.Amount, share money.Percent) (Cover, error) {
	insured, err := share.Of(min(max(exposure, 0), limit))
	return Cover{insured, max(exposure, 0) - insured}, err
}
