package db

import (
	"regexp"
	"strconv"
	"strings"
)

// shape is what can be told of a text for sure: the tables it names and, of
// each, columns that equal a parameter in every row it touches.
type shape struct {
	tables map[string]bool
	equal  map[string]map[string]int // table → column → index of the argument
	bits   uint64                    // of those tables that have Gather statements
}

var (
	named    = regexp.MustCompile(`\b(from|join|into|update)\s+(\w+)(?:\s+(?:as\s+)?(\w+))?`)
	listed   = regexp.MustCompile(`\bfrom\s+(\w+(?:\s+\w+)?(?:\s*,\s*\w+(?:\s+\w+)?)+)`)
	equality = regexp.MustCompile(`^(?:(\w+)\.)?(\w+) ?= ?\$(\d+)$`)
	tail     = regexp.MustCompile(`\b(group by|order by|limit|returning|for update)\b`)
	unsure   = regexp.MustCompile(`\b(or|case|union|select|with|between|outer|left)\b`)
)

func shapeOf(sql string) *shape {
	s := &shape{tables: map[string]bool{}, equal: map[string]map[string]int{}}
	alias := map[string]string{}
	for _, m := range named.FindAllStringSubmatch(sql, -1) {
		s.tables[m[2]] = true
		alias[m[2]] = m[2]
		if m[3] != "" {
			alias[m[3]] = m[2]
		}
	}
	for _, m := range listed.FindAllStringSubmatch(sql, -1) {
		for part := range strings.SplitSeq(m[1], ",") {
			s.tables[strings.Fields(part)[0]] = true
		}
	}
	before, where, ok := strings.Cut(sql, " where ")
	if !ok || unsure.MatchString(strings.TrimPrefix(before, "select")+" "+where) {
		return s
	}
	if at := tail.FindStringIndex(where); at != nil {
		where = where[:at[0]]
	}
	depth := 0
	for _, part := range strings.Split(where, " and ") {
		m := equality.FindStringSubmatch(strings.TrimSpace(part))
		if m != nil && depth == 0 {
			table := alias[m[1]]
			if m[1] == "" && len(s.tables) == 1 {
				for table = range s.tables {
				}
			}
			if table == "" {
				continue // whose column it is, is not said
			}
			n, _ := strconv.Atoi(m[3]) // digits
			if s.equal[table] == nil {
				s.equal[table] = map[string]int{}
			}
			s.equal[table][m[2]] = n - 1
		}
		depth += strings.Count(part, "(") - strings.Count(part, ")")
	}
	return s
}

// shape is computed when it is first needed.
func (s *Stmt) shape() *shape {
	s.once.Do(func() {
		s.known = shapeOf(strings.Join(strings.Fields(s.sql), " "))
		registry.Lock()
		defer registry.Unlock()
		registry.judged = true
		for table := range s.known.tables {
			s.known.bits |= registry.gathered[table]
		}
	})
	return s.known
}

// Names reports whether the text names a table.
func (s *Stmt) Names(table string) bool { return s.shape().tables[table] }
