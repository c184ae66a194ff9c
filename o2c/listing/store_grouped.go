package listing

import (
	"fmt"
	"slices"

	"encaisse/base/db"
)

// grouped are the texts of groups by their key, and for one customer; less is what
// is taken out of them again.
type grouped struct{ all, less map[string]*db.Stmt }

// grouping is how the texts that group are made: of what rows, by which columns,
// and what of them is summed. The rows are read in an index that has all of it, in
// its order: customer, currency, kind, day.
type grouping struct{ name, table, where, kind, also, day, total, rest string }

// texts are those by each key, of all rows and of one customer. A plus keeps an
// engine from jumping through the index by its days, which would leave its order.
func (g grouping) texts() grouped {
	out := grouped{all: map[string]*db.Stmt{}}
	for by, key := range map[string][3]string{byCustomer: {"g.customer", "''", ""}, byState: {"0", "g.kind", ", g.kind"}, byMonth: {"g.day", "''", ", g.kind, g.day"}} {
		for of, filter := range map[string]string{"": "x.customer is not null and ", ".of": "x.customer = $5 and "} {
			out.all[by+of] = db.Q("listing."+g.name+".by_"+by+of, fmt.Sprintf(`select t.k, t.word, t.currency, cast(sum(t.n) as bigint), cast(coalesce(sum(t.total), 0) as bigint), cast(coalesce(sum(t.rest), 0) as bigint)
				from (select %[1]s as k, %[2]s as word, g.currency as currency, count(*) as n, sum(g.total) as total, sum(g.rest) as rest
					from (select x.customer, x.currency, x.%[5]s as kind, x.%[6]s as day, %[7]s as total, %[8]s as rest from %[9]s x
						where %[4]s%[10]s%[11]s and x.entity = $1 and +x.%[6]s >= $3 and +x.%[6]s <= $4 order by x.customer, x.currency, x.%[5]s, x.%[6]s limit 100001) g
					group by g.customer, g.currency%[3]s) t
				group by t.k, t.word, t.currency`, key[0], key[1], key[2], filter, g.kind, g.day, g.total, g.rest, g.table, g.where, g.asked("x"))).Scans()
		}
	}
	return out
}

// asked is what the kind that is asked for asks of a row.
func (g grouping) asked(row string) string {
	return fmt.Sprintf("($2 = '' or %s.%s = $2%s)", row, g.kind, g.also)
}

// replaced are the texts of invoices, with what those that were replaced came to by
// each key: they are few, and taken out of their groups again.
func (g grouping) replaced() grouped {
	out := g.texts()
	out.less = map[string]*db.Stmt{}
	for by, key := range map[string][2]string{byCustomer: {"x.customer", "''"}, byState: {"0", "x.type"}, byMonth: {"x.issued_on", "''"}} {
		for of, filter := range map[string]string{"": "", ".of": "x.customer = $5 and "} {
			out.less[by+of] = db.Q("listing."+g.name+".replaced.by_"+by+of, fmt.Sprintf(`select t.k, t.word, t.currency, 0, cast(sum(-t.total) as bigint), 0
				from (select %s as k, %s as word, x.currency as currency, %s as total from invoice r join invoice x on x.id = r.original
					where r.type = '384' and %s%s and x.entity = $1 and x.issued_on >= $3 and x.issued_on <= $4) t
				group by t.k, t.word, t.currency`, key[0], key[1], g.total, filter, g.asked("x"))).Scans()
		}
	}
	return out
}

var (
	orderGroups   = grouping{"orders", "sales_order", "", "state", "", "ordered_on", "x.total", "x.remainder"}.texts()
	openGroups    = grouping{"open", "open_item", "x.open > 0 and ", "kind", "", "due_on", "x.total", "x.open"}.texts()
	invoiceGroups = grouping{"invoices", "invoice", "", "type", " or $2 = '380' and x.type = '384'", "issued_on", "case when x.type = '381' then -x.total else x.total end", "0"}.replaced()
	qGroupName    = db.Q("listing.group.name", `select c.number, w.name from customer c join customer_words w on w.customer = c.id where c.id = $1`)
)

// rows are the groups of a filter, of all rows or of one customer.
func (g grouped) rows(r *db.Read, by string, of db.ID, filter ...any) ([]groupRow, error) {
	args := append([]any{r.Entity}, filter...)
	if of != 0 {
		by, args = by+".of", append(args, of)
	}
	out, err := db.All[groupRow](r, g.all[by], args...)
	if err != nil || g.less == nil {
		return out, err
	}
	less, err := db.All[groupRow](r, g.less[by], args...)
	for _, l := range less {
		i := slices.IndexFunc(out, func(o groupRow) bool { return o.Key == l.Key && o.Word == l.Word && o.Currency == l.Currency })
		if i >= 0 { // else more rows than are grouped stand before it
			out[i].Total += l.Total
		}
	}
	return out, err
}
