package importer

import (
	"bytes"
	"strings"

	"encaisse/base/db"
	"encaisse/base/money"
	"encaisse/base/refuse"
	"encaisse/connect/table"
	"encaisse/o2c/rate"
)

// rates reads rates of exchange: a row a day and pair, or a row a day with a
// column a currency, as two central banks publish them.
func rates(c *check) {
	seen := map[string]first{}
	for _, row := range c.sheet.Rows {
		l := c.line(row)
		var list []rate.New
		if wide(c.kind.columns) {
			list = l.published()
		} else {
			list = []rate.New{{Day: l.past("day"), From: must(l, "from", l.currency), To: must(l, "to", l.currency), Rate: must(l, "rate", row.Price)}}
			l.sound(list[0])
			l.once(seen, "day", db.JSON([]any{list[0].Day, list[0].From, list[0].To}), list[0])
		}
		if l.bad {
			continue
		}
		c.master(row, list, func(w *db.Write) (changed bool, err error) {
			for _, in := range list {
				_, one, err := rate.Set(w, in)
				if err != nil {
					return false, err
				}
				changed = changed || one
			}
			return changed, nil
		})
	}
}

// sound lists what is no rate in a row that could be read.
func (l *line) sound(in rate.New) {
	if l.bad {
		return
	}
	_, err := in.Read()
	if no, ok := refuse.As(err); ok {
		for _, f := range no.Fields {
			l.refuse(l.row.Refuse(strings.TrimPrefix(f.Pointer, "/"), f.Code, pairs(f.Args)...))
		}
	}
}

// published are the rates of a day in a file of a central bank: those of days
// without one are blank or N/A. Both write a point.
func (l *line) published() (list []rate.New) {
	columns := l.c.kind.columns
	d := l.past(columns[0].Name)
	for _, col := range columns[1:] {
		text := l.row.Text(col.Name)
		if text == "" || strings.EqualFold(text, "N/A") {
			continue
		}
		base, quote, _ := pairOf(col.Name)
		value, err := money.ParsePrice(text)
		if err != nil || value <= 0 {
			l.no(col.Name, "rate.positive", "rate", text)
			continue
		}
		list = append(list, rate.New{Day: d, From: base, To: quote, Rate: value})
	}
	return list
}

// pairOf reads the header of a column: USD of the European Central Bank is what
// a euro is worth in dollars, FXUSDCAD of the Bank of Canada what a US dollar is
// worth in Canadian ones.
func pairOf(header string) (base, quote money.Currency, ok bool) {
	from, to := "EUR", header
	if strings.HasPrefix(header, "FX") && len(header) == 8 {
		from, to = header[2:5], header[5:]
	}
	if len(to) != 3 || to != strings.ToUpper(to) {
		return "", "", false
	}
	base, err := money.ParseCurrency(from)
	if err != nil {
		return "", "", false
	}
	quote, err = money.ParseCurrency(to)
	return base, quote, err == nil && base != quote
}

// wide tells that a file has a column a currency.
func wide(columns []table.Column) bool { return strings.EqualFold(columns[0].Name, "date") }

// publishedAs finds the columns of a file of a central bank, and blanks what
// stands above them: the lines keep their numbers. Currencies that are no more
// are left out. Any other file stays as it is.
func publishedAs(k *kind, data []byte) (*kind, []byte) {
	text := bytes.TrimPrefix(data, []byte("\xEF\xBB\xBF"))
	for at := 0; at < len(text); {
		end := bytes.IndexByte(text[at:], '\n')
		if end < 0 {
			end = len(text) - at
		}
		headers := strings.Split(strings.TrimRight(string(text[at:at+end]), "\r"), ",")
		for i, h := range headers {
			headers[i] = strings.Trim(strings.TrimSpace(h), `"`)
		}
		if strings.EqualFold(headers[0], "date") {
			return k.withSeries(headers), append(bytes.Repeat([]byte("\n"), bytes.Count(text[:at], []byte("\n"))), text[at:]...)
		}
		if at == 0 && len(headers) > 1 && headers[0] != "" { // a header of ours
			break
		}
		at += end + 1
	}
	return k, data
}

func (k *kind) withSeries(headers []string) *kind {
	wide := *k
	wide.columns = []table.Column{{Name: headers[0], Kind: table.Date, Required: needed}}
	for _, h := range headers[1:] {
		if _, _, ok := pairOf(h); ok {
			wide.columns = append(wide.columns, table.Column{Name: h})
		}
	}
	if len(wide.columns) == 1 {
		return k
	}
	return &wide
}
