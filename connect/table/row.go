package table

import (
	"strconv"
	"strings"

	"encaisse/base/day"
	"encaisse/base/money"
	"encaisse/base/refuse"
)

// Row is one row of a Sheet. Its cells are read as what the caller asks for, in
// the shape of the file; the error is always a *refuse.Refusal with the
// arguments row, column (the header in the file), name (the caller's column)
// and value. A blank cell, or a column that the file does not have, is "" as
// text and table.empty as anything else: ask Has first.
type Row struct {
	Number int // the line where the row starts, or the row of the sheet; the header is 1

	sheet *Sheet
	cells []string
	exact []bool // cells a workbook typed: a point, no groups, ISO dates; nil for none
}

func (r *Row) setExact(i int) {
	if r.exact == nil {
		r.exact = make([]bool, len(r.cells))
	}
	r.exact[i] = true
}

func (r Row) isExact(i int) bool { return r.sheet.fixed[i] || r.exact != nil && r.exact[i] }

// Text is the cell as it stands, trimmed.
func (r Row) Text(name string) string {
	if i, ok := r.sheet.index[name]; ok {
		return r.cells[i]
	}
	return ""
}

// Has tells that the file has the column and the cell is not blank.
func (r Row) Has(name string) bool { return r.Text(name) != "" }

// Header is what the file calls a column; the name itself where it has none.
func (r Row) Header(name string) string {
	if i, ok := r.sheet.index[name]; ok && r.sheet.source[i] != absent {
		return r.sheet.Headers[r.sheet.source[i]]
	}
	return name
}

// Refuse is a refusal of a cell, also for rules that only the caller knows.
func (r Row) Refuse(name, code string, pairs ...any) *refuse.Refusal {
	return no(code, append([]any{
		"row", r.Number, "column", clip(r.Header(name)), "name", name, "value", clip(r.Text(name)),
	}, pairs...)...)
}

// Decimal reads a number without unit: table.number, table.decimals beyond six
// decimals, table.overflow.
func (r Row) Decimal(name string) (money.Decimal, error) {
	return numeric(r, name, "", money.ParseDecimal)
}

// Quantity reads a quantity in millionths of a unit of measure; refuses as
// Decimal does.
func (r Row) Quantity(name string) (money.Quantity, error) {
	return numeric(r, name, "", money.ParseQuantity)
}

// Percent reads "20" and "20 %" as 20 percent; refuses as Decimal does.
func (r Row) Percent(name string) (money.Percent, error) {
	return numeric(r, name, "%", money.ParsePercent)
}

// Price reads a price in currency units that carries no sign or code of a
// currency; refuses as Decimal does.
func (r Row) Price(name string) (money.Price, error) {
	return numeric(r, name, "", money.ParsePrice)
}

// PriceIn reads a price in units of c that may carry the sign or code of c;
// another one is refused with table.currency.
func (r Row) PriceIn(name string, c money.Currency) (money.Price, error) {
	return numeric(r, name, string(c), money.ParsePrice)
}

// Amount reads an amount in minor units of c, which may carry the sign or code
// of c: table.number, table.decimals beyond those of c, table.currency,
// table.overflow.
func (r Row) Amount(name string, c money.Currency) (money.Amount, error) {
	return numeric(r, name, string(c), func(s string) (money.Amount, error) {
		return money.ParseAmount(s, c)
	})
}

// Whole reads a whole number: table.number, table.whole for a fraction,
// table.overflow.
func (r Row) Whole(name string) (int64, error) {
	return numeric(r, name, "", func(s string) (int64, error) {
		if strings.Contains(s, ".") {
			return 0, no("table.whole")
		}
		n, err := strconv.ParseInt(s, 10, 64)
		if err != nil {
			return 0, no("table.overflow")
		}
		return n, nil
	})
}

// Day reads a date, over a time of day behind it: table.date, table.date_year
// for a year of two digits.
func (r Row) Day(name string) (day.Day, error) {
	i, ok := r.sheet.index[name]
	if !ok || r.cells[i] == "" {
		return 0, r.Refuse(name, "table.empty")
	}
	order := r.sheet.dates
	if r.isExact(i) {
		order = ISO
	}
	d, code := readDay(r.cells[i], order)
	if code != "" {
		return 0, r.Refuse(name, code)
	}
	return d, nil
}

// numeric reads a cell by the shape of its file and hands its plain text to
// parse. unit is what the cell may carry: "", "%" or a currency.
func numeric[T any](r Row, name, unit string, parse func(string) (T, error)) (v T, err error) {
	i, ok := r.sheet.index[name]
	if !ok || r.cells[i] == "" {
		return v, r.Refuse(name, "table.empty")
	}
	mark := r.sheet.mark
	if r.isExact(i) {
		mark = Point
	}
	f, ok := take(r.cells[i])
	if !ok {
		return v, r.Refuse(name, "table.number")
	}
	text, ok := f.plain(mark)
	if !ok {
		return v, r.Refuse(name, "table.number")
	}
	if f.unit != unit && !fits(f.unit, money.Currency(unit)) {
		if f.unit == "%" || unit == "" || unit == "%" {
			return v, r.Refuse(name, "table.number")
		}
		return v, r.Refuse(name, "table.currency", "currency", unit)
	}
	if v, err = parse(text); err != nil {
		return v, r.Refuse(name, cellCode(err))
	}
	return v, nil
}

// cellCode is the code of this package for a refusal of base/money.
func cellCode(err error) string {
	switch code := refuse.Code(err); code {
	case "money.decimals":
		return "table.decimals"
	case "money.overflow":
		return "table.overflow"
	case "table.overflow", "table.whole":
		return code
	}
	return "table.number"
}
