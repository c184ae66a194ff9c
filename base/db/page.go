package db

import "encaisse/base/refuse"

var errCursor = refuse.New(refuse.Invalid, "db.cursor")

// Page is a piece of a list, with where the next one starts.
type Page[T any] struct {
	Items []T     `json:"items"`
	Next  *string `json:"next"` // the next cursor; null at the end
}

// Paging is how a list is asked for.
type Paging struct {
	Limit  int    `query:"limit" json:"limit,omitempty" minimum:"1" maximum:"1000" default:"50" doc:"rows a page"`
	Cursor string `query:"cursor" json:"cursor,omitempty" doc:"next of the page before"`
}

// First is the id after which the page starts, going up.
func (p Paging) First() (ID, error) {
	if p.Cursor == "" {
		return 0, nil
	}
	id, ok := ParseID("cur", p.Cursor)
	if !ok {
		return 0, errCursor
	}
	return id, nil
}

// Rows is how many rows are asked for, between 1 and 1000, 50 when not said.
func (p Paging) Rows() int {
	if p.Limit <= 0 {
		return 50
	}
	return min(p.Limit, 1000)
}

// Paged cuts a list that was read one row longer than the page.
func Paged[T any](p Paging, rows []T, id func(T) ID) Page[T] {
	out := Page[T]{Items: rows}
	if n := p.Rows(); len(rows) > n {
		out.Items = rows[:n]
		next := id(rows[n-1]).Text("cur")
		out.Next = &next
	}
	if out.Items == nil {
		out.Items = []T{}
	}
	return out
}
