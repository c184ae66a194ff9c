package receivable

import (
	"encaisse/base/day"
	"encaisse/base/money"
)

// Buckets is the number of aging buckets: not due, 1–30, 31–60, 61–90, 91–120
// and over 120 days past due, boundaries included (domain.md 6).
const Buckets = 6

// BucketKey is the key of a bucket's title.
func BucketKey(bucket int) string { return "receivable.bucket." + string(rune('0'+bucket)) }

// DaysLate is the days past due as of a day; 0 when not late, due that very
// day, or without a due day.
func DaysLate(due, asOf day.Day) int {
	if due.IsZero() {
		return 0
	}
	return max(0, asOf.Sub(due))
}

// Bucket is the aging bucket of an item as of a day: 0 not due to 5 over 120
// days. Due that very day is not due; 30 days late is 1, 31 days late is 2.
func Bucket(due, asOf day.Day) int {
	return min((DaysLate(due, asOf)+29)/30, Buckets-1)
}

// Aging is what a customer, or all of them, owe by age, in minor units of one
// currency, tax included. Money not applied is a column of its own, kept
// negative, so that the columns sum to the receivable of the ledger (domain.md
// 11.11).
type Aging struct {
	Open      [Buckets]money.Amount
	Unapplied money.Amount // zero or negative
}

// Add counts an open item by its due day, as of a day.
func (a *Aging) Add(due, asOf day.Day, open money.Amount) { a.Open[Bucket(due, asOf)] += open }

// AddUnapplied counts money received, or a credit note, not applied yet; amount
// is positive.
func (a *Aging) AddUnapplied(amount money.Amount) { a.Unapplied -= amount }

// Plus is both together.
func (a Aging) Plus(b Aging) Aging {
	for i := range b.Open {
		a.Open[i] += b.Open[i]
	}
	a.Unapplied += b.Unapplied
	return a
}

// Overdue is what is past due, unapplied money left aside.
func (a Aging) Overdue() money.Amount {
	var sum money.Amount
	for _, open := range a.Open[1:] {
		sum += open
	}
	return sum
}

// Total is the receivable: all buckets less what is unapplied.
func (a Aging) Total() money.Amount { return a.Open[0] + a.Overdue() + a.Unapplied }
