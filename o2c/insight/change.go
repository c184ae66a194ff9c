package insight

import (
	"strconv"

	"encaisse/base/money"
	"encaisse/base/stat"
)

// Position is what a DSO is made of on a day.
type Position struct{ Owed, Sold money.Amount }

// tenths of a day that a position comes to; false without sales.
func (p Position) tenths(days int) (int64, bool) { return tenthsOf(p.Owed, p.Sold, days) }

func tenthsOf(owed, sold money.Amount, days int) (int64, bool) {
	if sold <= 0 {
		return 0, false
	}
	text, _ := stat.Ratio{Num: int64(owed), Den: int64(sold)}.Times(10*int64(days), 0)
	n, err := strconv.ParseInt(text, 10, 64)
	return n, err == nil
}

// Bridge says in tenths of a day what each change of what is owed did to the
// DSO, at the sales of the second day, and what the change of the sales did.
// All of it sums to the difference of both; nothing without sales.
func Bridge(before, after Position, changes []money.Amount, days int) (parts []int64, sales int64) {
	was, ok := before.tenths(days)
	is, also := after.tenths(days)
	if !ok || !also {
		return nil, 0
	}
	upTo, so := money.Amount(0), int64(0)
	for _, c := range changes {
		upTo += c
		now, _ := tenthsOf(upTo, after.Sold, days)
		parts = append(parts, now-so)
		so = now
	}
	return parts, is - was - so
}

// inDays writes tenths of a day: -1.5.
func inDays(tenths int64) string {
	sign := ""
	if tenths < 0 {
		sign, tenths = "-", -tenths
	}
	return sign + strconv.FormatInt(tenths/10, 10) + "." + strconv.FormatInt(tenths%10, 10)
}
