package listing

import (
	"fmt"
	"math"

	"encaisse/base/db"
	"encaisse/base/money"
)

// sorts are the orders a list may be asked in, each by an index: nothing is
// sorted once it was read.
type sorts map[string]sorted

// sorted is one of them: its texts for all rows and for those of a customer,
// and what a page goes on by.
type sorted struct {
	all, one *db.Stmt
	plain    bool // newest first: known by ids alone
	up       bool
	amount   bool // by total, then by id
}

// newest is the order that holds when none is asked.
const newest = "newest"

// sortsOf makes the texts of a list: begin ends in "from … ", row is the alias of
// its table, kind what $3 asks of it; $1 is the entity, $4 and $5 are days.
func sortsOf(name, begin, row, kind, day string) sorts {
	out := sorts{}
	for _, s := range []struct {
		name       string
		up, amount bool
	}{{newest, false, false}, {"oldest", true, false}, {"largest", false, true}, {"smallest", true, true}} {
		text := func(of string, second int) string {
			sign, way := "<", " desc"
			if s.up {
				sign, way = ">", ""
			}
			key, by := fmt.Sprintf("%s.id %s $2", row, sign), row+".id"+way
			if s.amount {
				key, by = fmt.Sprintf("(%s.total, %s.id) %s ($2, $%d)", row, row, sign, second), row+".total"+way+", "+row+".id"+way
			}
			return fmt.Sprintf("%s where %s%s.entity = $1 and %s and ($3 = '' or %s) and %s.%s >= $4 and %s.%s <= $5 order by %s limit $6",
				begin, of, row, key, kind, row, day, row, day, by)
		}
		out[s.name] = sorted{plain: s.name == newest, up: s.up, amount: s.amount,
			all: db.Q("listing."+name+"."+s.name, text("", 7)),
			one: db.Q("listing."+name+"."+s.name+".of", text(row+".customer = $7 and ", 8))}
	}
	return out
}

var (
	orderSorts   = sortsOf("orders", `select `+orderColumns, "s", "s.state = $3", "ordered_on")
	invoiceSorts = sortsOf("invoices", `select `+invoiceColumns+` `+invoiceTables, "i", "i.type = $3 or $3 = '380' and i.type = '384'", "issued_on")
	quoteSorts   = sortsOf("quotes", `select `+quoteColumns, "s", "s.state = $3", "quoted_on")
	chargeSorts  = sortsOf("charges", `select `+chargeColumns, "s", fmt.Sprintf(chargeState, "$3"), "issued_on")
)

func (s sorts) of(name string) sorted {
	if out, ok := s[name]; ok {
		return out
	}
	return s[newest]
}

// asked is the text of a page and what it is asked with.
func (s sorted) asked(p db.Paging, customer db.ID, filter ...any) (*db.Stmt, []any, error) {
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
	args := append([]any{filter[0], key[0]}, filter[1:]...)
	args = append(args, p.Rows()+1)
	q := s.all
	if customer != 0 {
		q, args = s.one, append(args, customer)
	}
	if s.amount {
		args = append(args, key[1])
	}
	return q, args, nil
}

// key is what the next page goes on by.
func (s sorted) key(id db.ID, total money.Amount) []db.ID {
	if s.amount {
		return []db.ID{db.ID(total), id}
	}
	return []db.ID{id}
}
