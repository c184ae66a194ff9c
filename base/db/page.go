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
