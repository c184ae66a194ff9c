package db

import (
	"encoding/json"
	"fmt"
	"regexp"
	"strconv"
	"strings"

	"encaisse/base/refuse"
	"encaisse/base/words"
)

// Every text on its way to the database comes by here, whatever door, file or
// command it came through: what PostgreSQL or XML could not hold is refused by
// both engines alike, as the doors refuse it, with the name of its column.

// legible refuses texts among the arguments of a statement.
func (r *Read) legible(q *Stmt, args []any) []any {
	for i, a := range args {
		if s, ok := a.(string); ok && r.err == nil && !words.Legible(s) {
			r.err = illegible(q.field(i + 1))
		}
	}
	return args
}

// legibleBody refuses texts in a body, where JSON hides them behind escapes.
func (r *Read) legibleBody(body string) string {
	for i := strings.IndexByte(body, '\\'); i >= 0 && i+1 < len(body); {
		if r.err == nil && (body[i+1] == 'b' || body[i+1] == 'f' || strings.HasPrefix(body[i+1:], "u00") && body[i+4] < '2') {
			r.err = illegible(place(body))
		}
		next := strings.IndexByte(body[i+2:], '\\')
		if next < 0 {
			break
		}
		i += 2 + next
	}
	return body
}

func illegible(field string) error {
	return refuse.New(refuse.Invalid, "input.invalid").At("/"+field, "form.legible")
}

var insertion = regexp.MustCompile(`(?s)^insert into \w+ \((.*?)\)\s*values\s*\((.*?)\)`)

// field is the column that a statement gives its parameter to, or compares it
// with.
func (s *Stmt) field(n int) string {
	name := "$" + strconv.Itoa(n)
	if m := insertion.FindStringSubmatch(s.sql); m != nil {
		columns := strings.Split(m[1], ",")
		for i, v := range strings.Split(m[2], ",") {
			if strings.TrimSpace(v) == name && i < len(columns) {
				return strings.TrimSpace(columns[i])
			}
		}
	}
	if m := regexp.MustCompile(`(\w+) ?= ?\` + name + `\b`).FindStringSubmatch(s.sql); m != nil {
		return m[1]
	}
	return s.name + " " + name
}

// place is where the first illegible text of a body stands.
func place(body string) string {
	var v any
	if err := json.Unmarshal([]byte(body), &v); err != nil {
		return "body"
	}
	at, _ := find(v)
	return strings.TrimPrefix(at, "/")
}

func find(v any) (at string, found bool) {
	switch v := v.(type) {
	case string:
		return "", !words.Legible(v)
	case map[string]any:
		for k, inner := range v {
			if at, found := find(inner); found {
				return "/" + k + at, true
			}
		}
	case []any:
		for i, inner := range v {
			if at, found := find(inner); found {
				return fmt.Sprintf("/%d%s", i, at), true
			}
		}
	}
	return "", false
}
