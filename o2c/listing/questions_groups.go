package listing

import (
	"cmp"
	"slices"

	"encaisse/base/day"
	"encaisse/base/db"
	"encaisse/base/money"
)

// What rows are grouped by.
const (
	byCustomer = "customer"
	byMonth    = "month"
	byState    = "state"
)

// OrderGroupsIn asks for what orders come to, group by group.
type OrderGroupsIn struct {
	By       string  `query:"by" json:"by,omitempty" enum:"customer,month,state," doc:"customer when left out; month is that of the order's day"`
	State    string  `query:"state" json:"state,omitempty" enum:"draft,confirmed,credit_hold,released,closed,cancelled,"`
	Customer string  `query:"customer" json:"customer,omitempty" doc:"id or number, or a part of the name that only one has"`
	From     day.Day `query:"from" json:"from,omitempty" doc:"first day it was ordered"`
	To       day.Day `query:"to" json:"to,omitempty" doc:"last day"`
}

// InvoiceGroupsIn asks for what invoices come to, group by group.
type InvoiceGroupsIn struct {
	By       string  `query:"by" json:"by,omitempty" enum:"customer,month,state," doc:"customer when left out; month is that of issue, or due when the view is open or overdue; state is the type of document"`
	View     string  `query:"view" json:"view,omitempty" enum:"all,invoices,credits,deposits,open,overdue," doc:"all when left out"`
	Customer string  `query:"customer" json:"customer,omitempty" doc:"id or number, or a part of the name that only one has"`
	From     day.Day `query:"from" json:"from,omitempty" doc:"first day"`
	To       day.Day `query:"to" json:"to,omitempty" doc:"last day"`
}

// Group is what the rows of one customer, month or state come to, in a currency.
type Group struct {
	Key   string      `json:"key" doc:"number of the customer, first day of the month, state"`
	Name  string      `json:"name" doc:"of the customer"`
	Rows  int64       `json:"rows"`
	Total money.Money `json:"total"`
	Left  money.Money `json:"left" doc:"of it: open of what is owed, not shipped of an order"`
}

// GroupsOut are the groups of a filter.
type GroupsOut struct {
	Groups []Group `json:"groups" doc:"customers by what is left, then their total; months the latest first"`
	Sums   []Sum   `json:"sums"`
	Beyond bool    `json:"beyond" doc:"there are more than 100,000 rows: they are not grouped"`
}

// mostGrouped is how many rows are grouped.
const mostGrouped = 100_000

type groupRow struct {
	Key         int64 // id of a customer, or a day
	Word        string
	Currency    money.Currency
	Rows        int64
	Total, Rest money.Amount
}

// OrderGroups is what orders come to by customer, month or state.
func OrderGroups(r *db.Read, in OrderGroupsIn) (GroupsOut, error) {
	return groups(r, orderGroups, in.By, in.Customer, in.State, in.From, until(in.To))
}

// InvoiceGroups is what invoices come to by customer, month or type; with the
// view open or overdue, what is left to be paid of them.
func InvoiceGroups(r *db.Read, in InvoiceGroupsIn) (GroupsOut, error) {
	switch in.View {
	case "open":
		return groups(r, openGroups, in.By, in.Customer, "", in.From, until(in.To))
	case "overdue":
		return groups(r, openGroups, in.By, in.Customer, "", in.From, min(until(in.To), r.Today().AddDays(-1)))
	}
	return groups(r, invoiceGroups, in.By, in.Customer, typeOf[in.View], in.From, until(in.To))
}

func groups(r *db.Read, texts grouped, by, customer, kind string, from, to day.Day) (GroupsOut, error) {
	out := GroupsOut{Groups: []Group{}, Sums: []Sum{}}
	of, err := who(r, customer)
	if err != nil {
		return out, err
	}
	by = cmp.Or(by, byCustomer)
	rows, err := texts.rows(r, by, of, kind, from, to)
	if err != nil {
		return out, err
	}
	var all int64
	for _, g := range rows {
		all += g.Rows
	}
	if all > mostGrouped {
		out.Beyond = true
		return out, nil
	}
	if by == byMonth {
		rows = monthly(rows)
	}
	sortGroups(rows, by)
	out.Groups, err = named(r, rows, by)
	for _, s := range summedUp(rows) {
		out.Sums = append(out.Sums, Sum{s.Currency, s.Rows, s.Total.In(s.Currency), s.Rest.In(s.Currency)})
	}
	return out, err
}

// mostGroups are shown.
const mostGroups = 1000

// named are groups as doors show them.
func named(r *db.Read, rows []groupRow, by string) ([]Group, error) {
	type names struct{ Number, Name string }
	rows = rows[:min(len(rows), mostGroups)]
	asked := make([]*db.Answer[names], len(rows))
	if by == byCustomer {
		for i, g := range rows {
			asked[i] = db.Ask[names](r, qGroupName, g.Key)
		}
	}
	out := make([]Group, 0, len(rows))
	for i, g := range rows {
		x := Group{Key: g.Word, Rows: g.Rows, Total: g.Total.In(g.Currency), Left: g.Rest.In(g.Currency)}
		switch by {
		case byCustomer:
			n, err := asked[i].One()
			if err != nil {
				return nil, err
			}
			x.Key, x.Name = n.Number, n.Name
		case byMonth:
			x.Key = day.Day(g.Key).String()
		}
		out = append(out, x)
	}
	return out, nil
}

func sortGroups(rows []groupRow, by string) {
	slices.SortFunc(rows, func(a, b groupRow) int {
		switch by {
		case byMonth:
			return cmp.Or(cmp.Compare(b.Key, a.Key), cmp.Compare(a.Currency, b.Currency))
		case byState:
			return cmp.Or(cmp.Compare(a.Word, b.Word), cmp.Compare(a.Currency, b.Currency))
		}
		return cmp.Or(cmp.Compare(b.Rest, a.Rest), cmp.Compare(b.Total, a.Total), cmp.Compare(a.Key, b.Key), cmp.Compare(a.Currency, b.Currency))
	})
}
