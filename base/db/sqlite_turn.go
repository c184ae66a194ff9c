package db

import sqlite3 "modernc.org/sqlite/lib"

// turn begins or ends a transaction or a part of one. The few texts that do are
// compiled once: many commands are shorter than a compilation.
func (c *sqliteConn) turn(text string) error {
	s := c.turns[text]
	if s == nil {
		var err error
		if s, err = c.prepare(text); err != nil {
			return err
		}
		c.turns[text] = s
	}
	rc := sqlite3.Xsqlite3_step(c.tls, s.p)
	sqlite3.Xsqlite3_reset(c.tls, s.p)
	if rc != sqlite3.SQLITE_DONE {
		return c.fault(rc, text)
	}
	return nil
}

func (c *sqliteConn) begin(bool) error { c.dirty = true; return c.turn("begin immediate") }
func (c *sqliteConn) snapshot() error  { return c.turn("begin") }

func (c *sqliteConn) commit() error {
	err := c.turn("commit")
	c.dirty = err != nil
	return err
}

func (c *sqliteConn) rollback() error {
	c.dirty = false
	if sqlite3.Xsqlite3_get_autocommit(c.tls, c.db) != 0 {
		return nil // SQLite ended the transaction itself (full disk, I/O error)
	}
	return c.turn("rollback")
}

// broken reports whether the connection can no longer be used.
func (c *sqliteConn) broken() bool { return false }

// alive reports whether the transaction is still open after an error.
func (c *sqliteConn) alive() bool {
	return sqlite3.Xsqlite3_get_autocommit(c.tls, c.db) == 0
}
