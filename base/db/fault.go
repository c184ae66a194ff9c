package db

import (
	"errors"
	"fmt"
)

// FaultKind says what kind of error the database gave.
type FaultKind int

// The kinds of fault.
const (
	Other      FaultKind = iota
	Stale                // a write that must change one row changed none: somebody was faster
	Unique               // a unique index; Constraint is its name
	Check                // a CHECK; Constraint is its name
	ForeignKey           // a foreign key; the statement tells which
	NotNull              // a column without a value
	Retry                // serialization fault or deadlock: run the command again
	Full                 // no space left; the transaction is rolled back
	Unknown              // the connection broke at COMMIT: done or not, nobody knows
)

var faultNames = [...]string{"other", "stale", "unique", "check", "foreign key", "not null", "retry", "disk full", "outcome unknown"}

func (k FaultKind) String() string { return faultNames[k] }

// Fault is an error of the database, told to the statement that met it.
type Fault struct {
	Kind       FaultKind
	Constraint string
	Stmt       string
	Err        error
}

func (f *Fault) Error() string {
	return fmt.Sprintf("%s: %s %s: %v", f.Stmt, f.Kind, f.Constraint, f.Err)
}

func (f *Fault) Unwrap() error { return f.Err }

// IsFault reports whether err holds a fault of the kind.
func IsFault(err error, k FaultKind) bool {
	var f *Fault
	return errors.As(err, &f) && f.Kind == k
}

// ErrNone is returned by One and Lock when no row answers.
var ErrNone = errors.New("no such row")

// errBehind is stale because a cache is: what it was read from, another node
// changed meanwhile.
var errBehind = errors.New("another node changed what the command had in memory")

var errStale = errors.New("expected one row to change")
