package db

import (
	"fmt"
	"strings"
)

// Breach is a place where an invariant does not hold, found by a named check.
type Breach struct {
	Check  string `json:"check"`            // "ledger.balanced"
	What   string `json:"what"`             // the document: "order C-2026-000012"
	Why    string `json:"why"`              // what is wrong with it
	Is     string `json:"is,omitempty"`     // as it is kept
	Should string `json:"should,omitempty"` // as it should be
}

// NotEqual is a breach of two values that should be the same.
func NotEqual(check, what, why string, is, should any) Breach {
	return Breach{check, what, why, fmt.Sprint(is), fmt.Sprint(should)}
}

func (b Breach) String() string {
	s := b.What + ": " + b.Why
	if b.Is != b.Should {
		s += " is " + b.Is + ", should be " + b.Should
	}
	return strings.TrimSpace(s)
}

// Pages reads a long table in pieces by key, each row given to f: the text
// takes the key after which to start and how many rows, in the order of keys.
func Pages[T any](r *Read, q *Stmt, key func(T) ID, f func([]T) error) error {
	const rows = 500
	for after := ID(-1 << 63); ; {
		page, err := All[T](r, q, after, rows)
		if err != nil || len(page) == 0 {
			return err
		}
		if err := f(page); err != nil {
			return err
		}
		if after = key(page[len(page)-1]); len(page) < rows {
			return nil
		}
	}
}
