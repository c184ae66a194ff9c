package db

import (
	"errors"
	"fmt"
	"net/url"
	"strconv"
	"strings"
	"unsafe"

	"modernc.org/libc"
	"modernc.org/libc/sys/types"
	_ "modernc.org/sqlite" // its init patches the library below
	sqlite3 "modernc.org/sqlite/lib"
)

// sqliteConn is one connection, used by one goroutine at a time. It talks to
// the library under the driver: a point read costs 2 µs where database/sql
// takes 6, and the writer goroutine is what limits the whole program.
type sqliteConn struct {
	tls    *libc.TLS
	db     uintptr
	stmts  []*sqliteStmt
	arena  uintptr           // bound texts live here until the statement is reset
	used   int               // bytes of the arena in use
	unique map[string]string // "table.col, table.col" → index name
	dirty  bool              // inside a transaction
	turns  map[string]*sqliteStmt
}

type sqliteStmt struct {
	p      uintptr
	params []int // position of each $n in the argument list
	cols   int
	writes bool
}

const arenaSize = 1 << 20

// writerPragmas and readerPragmas are run on opening. synchronous=FULL makes
// every COMMIT durable; the large WAL is checkpointed when idle.
const (
	commonPragmas = `pragma busy_timeout=10000; pragma cache_size=-65536; pragma temp_store=memory; pragma foreign_keys=on;`
	writerPragmas = `pragma journal_mode=wal; pragma synchronous=full; pragma wal_autocheckpoint=16000;`
	readerPragmas = `pragma query_only=on;`
)

func openSQLite(path string, reader bool) (*sqliteConn, error) {
	c := &sqliteConn{tls: libc.NewTLS(), unique: map[string]string{}, turns: map[string]*sqliteStmt{}}
	pp := libc.Xcalloc(c.tls, 1, 8)
	defer libc.Xfree(c.tls, pp)
	name, err := libc.CString("file:" + (&url.URL{Path: path}).EscapedPath())
	if err != nil {
		return nil, err
	}
	defer libc.Xfree(c.tls, name)
	flags := int32(sqlite3.SQLITE_OPEN_READWRITE | sqlite3.SQLITE_OPEN_CREATE | sqlite3.SQLITE_OPEN_NOMUTEX | sqlite3.SQLITE_OPEN_URI)
	rc := sqlite3.Xsqlite3_open_v2(c.tls, name, pp, flags, 0)
	c.db = *(*uintptr)(at(pp))
	if rc != sqlite3.SQLITE_OK {
		err := c.fault(rc, "open")
		c.close()
		return nil, fmt.Errorf("opening %s: %w", path, err)
	}
	sqlite3.Xsqlite3_extended_result_codes(c.tls, c.db, 1)
	c.stablePlans()
	c.arena = libc.Xmalloc(c.tls, arenaSize)
	pragmas := commonPragmas + writerPragmas
	if reader {
		pragmas = commonPragmas + readerPragmas
	}
	if err := c.script(pragmas); err != nil {
		c.close()
		return nil, fmt.Errorf("opening %s: %w", path, err)
	}
	return c, nil
}

// stablePlans keeps SQLite from planning a statement anew whenever its
// parameters change: with the statistics it is built for (STAT4) it would, and
// that costs several times the statement.
func (c *sqliteConn) stablePlans() {
	args := libc.Xcalloc(c.tls, 2, 8)
	defer libc.Xfree(c.tls, args)
	sqlite3.Xsqlite3_db_config(c.tls, c.db, sqlite3.SQLITE_DBCONFIG_ENABLE_QPSG, libc.VaList(args, int32(1), uintptr(0)))
}

func (c *sqliteConn) close() {
	for _, s := range c.stmts {
		if s != nil {
			sqlite3.Xsqlite3_finalize(c.tls, s.p)
		}
	}
	for _, s := range c.turns {
		sqlite3.Xsqlite3_finalize(c.tls, s.p)
	}
	if c.db != 0 {
		sqlite3.Xsqlite3_close_v2(c.tls, c.db)
	}
	if c.arena != 0 {
		libc.Xfree(c.tls, c.arena)
	}
	c.tls.Close()
}

// script runs a text of several statements without parameters.
func (c *sqliteConn) script(sql string) error {
	text, err := libc.CString(sql)
	if err != nil {
		return err
	}
	defer libc.Xfree(c.tls, text)
	if rc := sqlite3.Xsqlite3_exec(c.tls, c.db, text, 0, 0, 0); rc != sqlite3.SQLITE_OK {
		return c.fault(rc, "script")
	}
	return nil
}

func (c *sqliteConn) prepare(sql string) (*sqliteStmt, error) {
	text, err := libc.CString(sql)
	if err != nil {
		return nil, err
	}
	defer libc.Xfree(c.tls, text)
	pp := libc.Xcalloc(c.tls, 1, 8)
	defer libc.Xfree(c.tls, pp)
	if rc := sqlite3.Xsqlite3_prepare_v3(c.tls, c.db, text, -1, sqlite3.SQLITE_PREPARE_PERSISTENT, pp, 0); rc != sqlite3.SQLITE_OK {
		return nil, c.fault(rc, sql)
	}
	s := &sqliteStmt{p: *(*uintptr)(at(pp))}
	n := int(sqlite3.Xsqlite3_bind_parameter_count(c.tls, s.p))
	for i := 1; i <= n; i++ {
		// SQLite takes $3 for a name: read its number, so that $2,$1,$2 binds
		// by number as PostgreSQL does.
		name := libc.GoString(sqlite3.Xsqlite3_bind_parameter_name(c.tls, s.p, int32(i)))
		k, err := strconv.Atoi(strings.TrimPrefix(name, "$"))
		if err != nil || k < 1 {
			sqlite3.Xsqlite3_finalize(c.tls, s.p)
			return nil, fmt.Errorf("parameter %q is not $1, $2 …: %s", name, sql)
		}
		s.params = append(s.params, k-1)
	}
	s.cols = int(sqlite3.Xsqlite3_column_count(c.tls, s.p))
	s.writes = sqlite3.Xsqlite3_stmt_readonly(c.tls, s.p) == 0
	return s, nil
}

// cached returns the prepared form of a registered text on this connection.
func (c *sqliteConn) cached(q *Stmt) (*sqliteStmt, error) {
	for len(c.stmts) <= q.n {
		c.stmts = append(c.stmts, nil)
	}
	if s := c.stmts[q.n]; s != nil {
		return s, nil
	}
	s, err := c.prepare(q.sql)
	if err == nil {
		c.stmts[q.n] = s
	}
	return s, err
}

func (c *sqliteConn) bind(s *sqliteStmt, args []any) error {
	for i, k := range s.params {
		if k >= len(args) {
			return fmt.Errorf("$%d has no argument (%d given)", k+1, len(args))
		}
		pos := int32(i + 1)
		var rc int32
		switch x := args[k].(type) {
		case nil:
			rc = sqlite3.Xsqlite3_bind_null(c.tls, s.p, pos)
		case int64:
			rc = sqlite3.Xsqlite3_bind_int64(c.tls, s.p, pos, x)
		case bool:
			n := int64(0)
			if x {
				n = 1
			}
			rc = sqlite3.Xsqlite3_bind_int64(c.tls, s.p, pos, n)
		case string:
			p, del := c.place(unsafe.Slice(unsafe.StringData(x), len(x)))
			rc = sqlite3.Xsqlite3_bind_text(c.tls, s.p, pos, p, int32(len(x)), del)
		case []byte:
			p, del := c.place(x)
			rc = sqlite3.Xsqlite3_bind_blob(c.tls, s.p, pos, p, int32(len(x)), del)
		}
		if rc != sqlite3.SQLITE_OK {
			return c.fault(rc, "bind")
		}
	}
	return nil
}

// place copies bytes where C can read them: into the arena, or for long
// values into a copy that SQLite makes its own.
func (c *sqliteConn) place(b []byte) (p, destructor uintptr) {
	if c.used+len(b)+8 > arenaSize {
		p = libc.Xmalloc(c.tls, types.Size_t(len(b)+1))
		copy(unsafe.Slice((*byte)(at(p)), len(b)), b)
		return p, freePtr
	}
	p = c.arena + uintptr(c.used)
	copy(unsafe.Slice((*byte)(at(p)), len(b)), b)
	c.used += len(b)
	return p, 0
}

// at is an address of C's memory, which the collector does not move.
func at(p uintptr) unsafe.Pointer { return *(*unsafe.Pointer)(unsafe.Pointer(&p)) }

// freePtr is libc.Xfree as a C function pointer, the destructor of long values.
var freePtr = func() uintptr {
	f := struct{ f func(*libc.TLS, uintptr) }{libc.Xfree}
	return *(*uintptr)(unsafe.Pointer(&f))
}()

// run executes one operation to its end.
func (c *sqliteConn) run(o *op) error {
	s, err := c.cached(o.q)
	if err != nil {
		return err
	}
	c.used = 0
	if err := c.bind(s, o.args); err != nil {
		return err
	}
	defer sqlite3.Xsqlite3_reset(c.tls, s.p)
	for {
		switch rc := sqlite3.Xsqlite3_step(c.tls, s.p); rc {
		case sqlite3.SQLITE_ROW:
			if o.row == nil {
				continue
			}
			if err := o.row(sqliteRow{c, s}); err != nil {
				return err
			}
		case sqlite3.SQLITE_DONE:
			if s.writes {
				o.changed = int64(sqlite3.Xsqlite3_changes(c.tls, c.db))
			}
			return nil
		default:
			return c.fault(rc, o.q.name)
		}
	}
}

// send runs the operations in order and stops at the first that fails.
func (c *sqliteConn) send(ops []*op) (int, error) {
	for i, o := range ops {
		var err error
		switch {
		case o.turn:
			err = c.turn(o.text)
		case o.text != "":
			err = c.script(o.text)
		case o.rows != nil:
			for k := 0; k < len(o.rows) && err == nil; k++ {
				o.args = o.rows[k]
				if err = c.run(o); err == nil && o.one && o.changed != 1 {
					return i, o.stale()
				}
			}
		default:
			err = c.run(o)
		}
		if err != nil {
			return i, told(err, o)
		}
		if o.one && o.changed != 1 {
			return i, o.stale()
		}
	}
	return 0, nil
}

// fault turns a result code into a Fault with the name of the constraint.
func (c *sqliteConn) fault(rc int32, stmt string) error {
	msg := libc.GoString(sqlite3.Xsqlite3_errmsg(c.tls, c.db))
	f := &Fault{Stmt: stmt, Err: fmt.Errorf("sqlite %d: %s", rc, msg)}
	_, detail, _ := strings.Cut(msg, "failed: ")
	switch {
	case rc == sqlite3.SQLITE_CONSTRAINT_CHECK:
		f.Kind, f.Constraint = Check, detail
	case rc == sqlite3.SQLITE_CONSTRAINT_UNIQUE, rc == sqlite3.SQLITE_CONSTRAINT_PRIMARYKEY:
		f.Kind, f.Constraint = Unique, c.index(detail)
	case rc == sqlite3.SQLITE_CONSTRAINT_FOREIGNKEY:
		f.Kind = ForeignKey
	case rc == sqlite3.SQLITE_CONSTRAINT_NOTNULL:
		f.Kind, f.Constraint = NotNull, detail
	case rc&0xff == sqlite3.SQLITE_BUSY, rc&0xff == sqlite3.SQLITE_LOCKED:
		f.Kind = Retry
	case rc&0xff == sqlite3.SQLITE_FULL:
		f.Kind = Full
	}
	return f
}

// index names the unique index over "table.a, table.b": SQLite reports the
// columns, PostgreSQL the name. Indexes are few, so they are read when needed.
func (c *sqliteConn) index(columns string) string {
	if name, ok := c.unique[columns]; ok {
		return name
	}
	s, err := c.prepare(`select l.name, m.name || '.' || group_concat(i.name, ', ' || m.name || '.')
		from sqlite_schema m, pragma_index_list(m.name) l, pragma_index_info(l.name) i
		where m.type = 'table' and l."unique" = 1 group by m.name, l.name`)
	if err != nil {
		return columns
	}
	defer sqlite3.Xsqlite3_finalize(c.tls, s.p)
	for sqlite3.Xsqlite3_step(c.tls, s.p) == sqlite3.SQLITE_ROW {
		r := sqliteRow{c, s}
		c.unique[r.text(1)] = r.text(0)
	}
	if name, ok := c.unique[columns]; ok {
		return name
	}
	return columns
}

// told adds the statement's name to an error that has none yet.
func told(err error, o *op) error {
	var f *Fault
	if errors.As(err, &f) {
		return err
	}
	name := "script"
	if o.q != nil {
		name = o.q.name
	}
	return fmt.Errorf("%s: %w", name, err)
}

type sqliteRow struct {
	c *sqliteConn
	s *sqliteStmt
}

func (r sqliteRow) width() int      { return r.s.cols }
func (r sqliteRow) int(i int) int64 { return sqlite3.Xsqlite3_column_int64(r.c.tls, r.s.p, int32(i)) }
func (r sqliteRow) bool(i int) bool { return r.int(i) != 0 }

func (r sqliteRow) text(i int) string {
	p := sqlite3.Xsqlite3_column_text(r.c.tls, r.s.p, int32(i))
	n := sqlite3.Xsqlite3_column_bytes(r.c.tls, r.s.p, int32(i))
	if n == 0 {
		return ""
	}
	return string(unsafe.Slice((*byte)(at(p)), n))
}

func (r sqliteRow) bytes(i int) []byte {
	p := sqlite3.Xsqlite3_column_blob(r.c.tls, r.s.p, int32(i))
	n := sqlite3.Xsqlite3_column_bytes(r.c.tls, r.s.p, int32(i))
	if n == 0 {
		return nil
	}
	return append([]byte(nil), unsafe.Slice((*byte)(at(p)), n)...)
}

// dataVersion changes when another process wrote to the file.
func (c *sqliteConn) dataVersion() int64 {
	var v int64
	o := &op{q: qDataVersion, row: func(r cells) error { v = r.int(0); return nil }}
	_ = c.run(o)
	return v
}
