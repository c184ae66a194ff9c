package db

import (
	"fmt"
	"strings"
	"sync"
)

// A Class orders the rows that guard a decision. A command takes its locks in
// this order and never goes back, so two commands can not wait for each other.
type Class int

// The classes, first to last (design: db.Lock).
const (
	Request  Class = iota + 1 // request for approval, before what it carries out
	Root                      // credit row of a group's root customer
	Document                  // order, payment: the document the command is about
	Stock                     // stock rows, by item and warehouse
	Item                      // receivable items, by id
	Balance                   // kept balances, by key
	Series                    // legal number series, always last
)

// Stmt is one SQL text, the same for both engines. It is a package variable,
// made by Q, so that one test can prepare every text on both engines.
type Stmt struct {
	n      int // index in the registry and in each connection's cache
	name   string
	sql    string
	class  Class
	scan   bool
	behind bool // Exec1 that changes nothing: a cache was behind

	gather *gather // of a Gather statement
	once   sync.Once
	known  *shape
}

var registry struct {
	sync.Mutex
	all   []*Stmt
	names map[string]bool

	gathered map[string]uint64 // tables of Gather statements, a bit each
	judged   bool              // texts were searched for them
}

// Q registers an SQL text under a name such as "order.load". Parameters are
// written $1, $2 … and bind by number on both engines.
func Q(name, sql string) *Stmt {
	registry.Lock()
	defer registry.Unlock()
	if registry.names == nil {
		registry.names = map[string]bool{}
	}
	if registry.names[name] {
		panic("db: two statements are named " + name)
	}
	registry.names[name] = true
	s := &Stmt{n: len(registry.all), name: name, sql: strings.TrimSpace(sql)}
	registry.all = append(registry.all, s)
	return s
}

// Locks makes the read one that decides: on PostgreSQL it takes its rows
// "for update"; on SQLite the writer is alone anyway. It is run by Lock.
func (s *Stmt) Locks(c Class) *Stmt { s.class = c; return s }

// Behind says of a write run by Exec1 that when it changes nothing, a cache was
// behind: the caches are dropped and the command runs again.
func (s *Stmt) Behind() *Stmt { s.behind = true; return s }

// Scans says that the text reads a whole table on purpose: a report, an
// export, a check. The statement test refuses every other full scan.
func (s *Stmt) Scans() *Stmt { s.scan = true; return s }

// Statements returns every registered text, for the test that judges them.
func Statements() []*Stmt {
	registry.Lock()
	defer registry.Unlock()
	return append([]*Stmt(nil), registry.all...)
}

// Name returns the registered name.
func (s *Stmt) Name() string { return s.name }

// SQL returns the text as PostgreSQL runs it.
func (s *Stmt) SQL() string {
	if s.class != 0 && strings.HasPrefix(s.sql, "select") {
		return s.sql + " for update"
	}
	return s.sql
}

// Scanning reports whether a full scan was declared.
func (s *Stmt) Scanning() bool { return s.scan }

// In writes a list of n placeholders from $first on, for texts built with a
// fixed number of them: In(2, 3) is "$2,$3,$4".
func In(first, n int) string {
	var b strings.Builder
	for i := range n {
		if i > 0 {
			b.WriteByte(',')
		}
		fmt.Fprintf(&b, "$%d", first+i)
	}
	return b.String()
}
