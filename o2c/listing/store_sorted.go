package listing

import (
	"fmt"
	"math"

	"encaisse/base/day"
	"encaisse/base/db"
	"encaisse/base/money"
)

// sorts are the orders a list may be asked in. The rows of a page are found in an
// index alone, whatever the filter: they are wide, and read for that page only.
type sorts map[string]sorted

// sorted is one of them: its texts for all rows, for those of a customer, of some
// days, and of a kind that few have.
type sorted struct {
	all, one, days, few *db.Stmt
	up                  bool
	amount              bool // by total, then by id
}

// newest is the order that holds when none is asked.
const newest = "newest"

// listed is how the texts of a list are made: begin ends in "from … ", row is the
// alias of its table in it. Of a row x, kind is what $3 asks; few is the same by an
// index of its own; $1 is the entity, $4 and $5 are days.
type listed struct{ name, begin, row, table, kind, few, day string }

// sortsOf makes the texts of a list. What is in no index in its order is sorted as
// it is found there: a plus says so to both engines.
func sortsOf(l listed) sorts {
	out := sorts{}
	for _, s := range []struct {
		name       string
		up, amount bool
	}{{newest, false, false}, {"oldest", true, false}, {"largest", false, true}, {"smallest", true, true}} {
		text := func(of, kind, plus string, second int) string {
			sign, way := "<", " desc"
			if s.up {
				sign, way = ">", ""
			}
			key, by, shown := fmt.Sprintf("%sx.id %s $2", plus, sign), plus+"x.id"+way, l.row+".id"+way
			if s.amount {
				key, by = fmt.Sprintf("(%[1]sx.total, %[1]sx.id) %[2]s ($2, $%[3]d)", plus, sign, second), plus+"x.total"+way+", "+by
				shown = l.row + ".total" + way + ", " + shown
			}
			return fmt.Sprintf("%s where %s.id in (select x.id from %s x where %sx.entity = $1 and %s and %s and x.%s >= $4 and x.%s <= $5 order by %s limit $6) order by %s",
				l.begin, l.row, l.table, of, key, kind, l.day, l.day, by, shown)
		}
		name, kind := "listing."+l.name+"."+s.name, "("+l.kind+")"
		to := sorted{up: s.up, amount: s.amount,
			all:  db.Q(name, text("", kind, "", 7)),
			one:  db.Q(name+".of", text("x.customer = $7 and ", kind, "+", 8)),
			days: db.Q(name+".days", text("", kind, "+", 7))}
		if l.few != "" && !s.amount {
			to.few = db.Q(name+".few", text("", l.few, "", 7))
		}
		out[s.name] = to
	}
	return out
}

var (
	orderSorts   = sortsOf(listed{"orders", `select ` + orderColumns, "s", "sales_order", "$3 = '' or x.state = $3", "x.state = $3", "ordered_on"})
	invoiceSorts = sortsOf(listed{"invoices", `select ` + invoiceColumns + ` ` + invoiceTables, "i", "invoice", "$3 = '' or x.type = $3 or $3 = '380' and x.type = '384'", "x.type <> '380' and x.type = $3", "issued_on"})
	quoteSorts   = sortsOf(listed{"quotes", `select ` + quoteColumns, "s", "quote", "x.state = $3 or $3 = '' and x.state <> 'superseded'", "x.state = $3", "quoted_on"})
	chargeSorts  = sortsOf(listed{"charges", `select ` + chargeColumns, "s", "charge", "$3 = '' or " + fmt.Sprintf(chargeState, "$3", "x"), "", "issued_on"})
)

func (s sorts) of(name string) sorted {
	if out, ok := s[name]; ok {
		return out
	}
	return s[newest]
}

// filter is what a list is asked for.
type filter struct {
	customer db.ID
	kind     string
	from, to day.Day
}

// text is the one that finds the rows of a filter soonest.
func (s sorted) text(f filter) *db.Stmt {
	switch {
	case f.customer != 0:
		return s.one
	case f.from != 0 || f.to != until(0):
		return s.days
	case s.few != nil && f.kind != "" && f.kind != typeOf["invoices"]:
		return s.few
	}
	return s.all
}

// asked is the text of a page and what it is asked with.
func (s sorted) asked(p db.Paging, entity db.ID, f filter) (*db.Stmt, []any, error) {
	n := 1
	if s.amount {
		n = 2
	}
	key, err := p.After(n)
	if err != nil {
		return nil, nil, err
	}
	if p.Cursor == "" {
		for i := range key {
			if key[i] = math.MaxInt64; s.up {
				key[i] = math.MinInt64
			}
		}
	}
	args := []any{entity, key[0], f.kind, f.from, f.to, p.Rows() + 1}
	if f.customer != 0 {
		args = append(args, f.customer)
	}
	if s.amount {
		args = append(args, key[1])
	}
	return s.text(f), args, nil
}

// key is what the next page goes on by.
func (s sorted) key(id db.ID, total money.Amount) []db.ID {
	if s.amount {
		return []db.ID{db.ID(total), id}
	}
	return []db.ID{id}
}
