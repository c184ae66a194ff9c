package insight

import (
	"encaisse/base/day"
	"encaisse/base/money"
	"encaisse/base/stat"
)

// Sale is an invoice's or (negative) a credit note's total, tax included.
type Sale struct {
	On     day.Day
	Amount money.Amount
}

// SimpleDSO is receivables / sales of a period × its days, to one decimal;
// "n/a" without sales (domain.md 6).
func SimpleDSO(owed, sales money.Amount, days int) string {
	text, ok := stat.Ratio{Num: int64(owed), Den: int64(sales)}.Times(int64(days), 1)
	if !ok || sales < 0 {
		return "n/a"
	}
	return text
}

// Aimed is the DSO beside the one the company aims at.
type Aimed struct {
	Days int64       `json:"days" doc:"the DSO aimed at"`
	Gap  string      `json:"gap" doc:"days above it, n/a without a DSO; below zero when it is met"`
	Cash money.Money `json:"cash" doc:"what the gap keeps from the bank: receivables − days aimed at × sales / days of the period"`
}

// Against compares the simple DSO with a target in days: the gap is that of
// the DSO as it is shown, the cash is rounded once. "n/a" and false without a DSO.
func Against(owed, sales money.Amount, days int, target int64) (gap string, cash money.Amount, ok bool) {
	shown, err := money.ParseQuantity(SimpleDSO(owed, sales, days))
	if err != nil {
		return "n/a", 0, false
	}
	gap, ok = stat.Ratio{Num: int64(shown - money.Units(target)), Den: int64(money.Units(1))}.Times(1, 1)
	fair, err := money.MulDiv(target, int64(sales), int64(days))
	return gap, owed - money.Amount(fair), ok && err == nil
}

// CountBack is the DSO by exhaustion: months of sales are subtracted from the
// receivables backwards from a day, whole months give their days, the last one
// pro rata (domain.md 6). The month of the day counts up to it. When the sales
// of all months are not enough the answer is "n/a".
func CountBack(owed money.Amount, asOf day.Day, sales []Sale) string {
	byMonth := map[day.Day]money.Amount{}
	first := asOf
	for _, s := range sales {
		byMonth[s.On.MonthStart()] += s.Amount
		first = min(first, s.On)
	}
	if owed <= 0 {
		return "0.0"
	}
	days := int64(0)
	for month := asOf.MonthStart(); month >= first.MonthStart(); month = month.AddMonths(-1) {
		length := int64(min(month.MonthEnd(), asOf).Sub(month)) + 1
		sold := byMonth[month]
		if sold > 0 && owed <= sold {
			text, _ := stat.Ratio{Num: int64(owed)*length + days*int64(sold), Den: int64(sold)}.Times(1, 1)
			return text
		}
		owed -= max(sold, 0)
		days += length
	}
	return "n/a"
}
