package db

import (
	"strings"

	"encaisse/base/refuse"
)

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
	key, err := p.After(1)
	return key[0], err
}

// After is First for rows known by n ids together: a cursor is the whole key
// of the last row, else rows that share its first part are lost at the border.
func (p Paging) After(n int) ([]ID, error) {
	key := make([]ID, n)
	if p.Cursor == "" {
		return key, nil
	}
	parts := strings.Split(p.Cursor, ".")
	if len(parts) != n {
		return key, errCursor
	}
	for i, part := range parts {
		id, ok := ParseID("cur", part)
		if !ok {
			return key, errCursor
		}
		key[i] = id
	}
	return key, nil
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
	return PagedBy(p, rows, func(row T) []ID { return []ID{id(row)} })
}

// Shown is a page as doors show it.
func Shown[T, V any](page Page[T], show func(T) (V, error)) (Page[V], error) {
	out := Page[V]{Items: make([]V, 0, len(page.Items)), Next: page.Next}
	for _, row := range page.Items {
		v, err := show(row)
		if err != nil {
			return out, err
		}
		out.Items = append(out.Items, v)
	}
	return out, nil
}

// PagedBy is Paged for rows known by several ids together.
func PagedBy[T any](p Paging, rows []T, key func(T) []ID) Page[T] {
	out := Page[T]{Items: rows}
	if n := p.Rows(); len(rows) > n {
		out.Items = rows[:n]
		var parts []string
		for _, id := range key(rows[n-1]) {
			parts = append(parts, id.Text("cur"))
		}
		next := strings.Join(parts, ".")
		out.Next = &next
	}
	if out.Items == nil {
		out.Items = []T{}
	}
	return out
}

// mostCounted is how many rows of a filter are counted.
const mostCounted = 10_000

// CountEnds are the end of a statement that counts the rows of a filter, which
// begins with CountBegins: no more than one row further than are counted is read.
const (
	CountBegins = `select count(*) from (select 1 from `
	CountEnds   = ` limit 10001) t`
)

// Counted is a page with how many rows all pages have.
type Counted[T any] struct {
	Page[T]
	Count  int64 `json:"count" doc:"rows on all pages; 10,000 when there are more"`
	Beyond bool  `json:"beyond" doc:"there are more than 10,000 rows: the others are not counted"`
}

// CountBy is Count for a filter of a state, and of whose the rows are: those of one
// have a statement of their own, with that at its end.
func CountBy[T any](r *Read, p Paging, page Page[T], all, of *Stmt, state string, whose ID) (Counted[T], error) {
	if whose != 0 {
		return Count(r, p, page, of, r.Entity, state, whose)
	}
	return Count(r, p, page, all, r.Entity, state)
}

// Count counts the rows of a page's filter; one that has them all needs no statement.
func Count[T any](r *Read, p Paging, page Page[T], q *Stmt, args ...any) (Counted[T], error) {
	out := Counted[T]{Page: page, Count: int64(len(page.Items))}
	if p.Cursor == "" && page.Next == nil {
		return out, nil
	}
	n, err := One[int64](r, q, args...)
	out.Count, out.Beyond = min(n, mostCounted), n > mostCounted
	return out, err
}
