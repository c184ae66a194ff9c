package db

import (
	"bufio"
	"compress/gzip"
	"encoding/binary"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"math"
	"strings"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgtype"
	sqlite3 "modernc.org/sqlite/lib"

	"encaisse/base/refuse"
)

// A dump is the tables of a database in words neither engine owns: a first
// line, then, compressed, the migrations that made the schema and each table
// with its columns and rows. A text is its length and its bytes; a cell is a
// mark of its kind and its value.

const dumpMagic = "encaisse dump 1\n"

// The kinds of cell, and what follows a table's rows.
const (
	cellNull byte = iota
	cellInt
	cellText
	cellBytes
	cellTrue
	cellFalse
	rowNext byte = 1
	rowsEnd byte = 0
)

// left out: the nodes alive now have no meaning elsewhere.
func dumped(table string) bool { return table != "node" }

// dumper writes cells.
type dumper struct {
	b   *bufio.Writer
	buf [binary.MaxVarintLen64]byte
}

func (w *dumper) text(s string) {
	w.b.Write(w.buf[:binary.PutUvarint(w.buf[:], uint64(len(s)))])
	w.b.WriteString(s)
}

func (w *dumper) number(n int64) { w.b.Write(w.buf[:binary.PutVarint(w.buf[:], n)]) }

func (w *dumper) cell(v any) {
	switch x := v.(type) {
	case nil:
		w.b.WriteByte(cellNull)
	case int64:
		w.b.WriteByte(cellInt)
		w.number(x)
	case string:
		w.b.WriteByte(cellText)
		w.text(x)
	case []byte:
		w.b.WriteByte(cellBytes)
		w.text(string(x))
	case bool:
		if x {
			w.b.WriteByte(cellTrue)
		} else {
			w.b.WriteByte(cellFalse)
		}
	}
}

// dump writes every table of the snapshot, in the order they were made: what
// a row refers to comes before it.
func dump(r *Read, out io.Writer) error {
	if _, err := io.WriteString(out, dumpMagic); err != nil {
		return err
	}
	z, err := gzip.NewWriterLevel(out, gzip.BestSpeed)
	if err != nil {
		return err
	}
	w := &dumper{b: bufio.NewWriterSize(z, 1<<16)}
	done, err := All[struct {
		N        int64
		Checksum string
	}](r, qMigrated)
	if err != nil {
		return err
	}
	var list []Migration
	for _, m := range done {
		list = append(list, Migration{N: m.N, Checksum: m.Checksum})
	}
	head, err := json.Marshal(list)
	if err != nil {
		return err
	}
	w.text(string(head))
	tables, err := tablesOf(r.c)
	if err != nil {
		return err
	}
	for _, t := range tables {
		if !dumped(t) {
			continue
		}
		if err := w.table(r, t); err != nil {
			return fmt.Errorf("table %s: %w", t, err)
		}
	}
	w.text("")
	return errors.Join(w.b.Flush(), z.Close())
}

func (w *dumper) table(r *Read, table string) error {
	columns, err := columnsOf(r.c, table)
	if err != nil {
		return err
	}
	w.text(table)
	w.number(int64(len(columns)))
	for _, c := range columns {
		w.text(c)
	}
	err = rowsOf(r.c, `select "`+strings.Join(columns, `", "`)+`" from "`+table+`"`, func(cells []any) error {
		w.b.WriteByte(rowNext)
		for _, c := range cells {
			w.cell(c)
		}
		return r.ctx.Err()
	})
	if err != nil {
		return err
	}
	return w.b.WriteByte(rowsEnd)
}

// tablesOf lists the tables of a connection in the order they were made.
func tablesOf(c conn) ([]string, error) {
	q := `select name from sqlite_schema where type = 'table' and name not like 'sqlite\_%' escape '\' order by rowid`
	if _, ok := c.(*pgConn); ok {
		q = `select relname::text from pg_class where relnamespace = current_schema()::regnamespace and relkind = 'r' order by oid`
	}
	return textsOf(c, q)
}

func columnsOf(c conn, table string) ([]string, error) {
	q := `select name from pragma_table_info('` + table + `') order by cid`
	if _, ok := c.(*pgConn); ok {
		q = `select attname::text from pg_attribute where attrelid = '"` + table + `"'::regclass and attnum > 0 and not attisdropped order by attnum`
	}
	return textsOf(c, q)
}

func textsOf(c conn, q string) (list []string, err error) {
	err = rowsOf(c, q, func(cells []any) error {
		s, ok := cells[0].(string)
		if !ok {
			return fmt.Errorf("%T is no text", cells[0])
		}
		list = append(list, s)
		return nil
	})
	return list, err
}

// rowsOf reads the rows of a text, each cell as its engine holds it.
func rowsOf(c conn, q string, f func([]any) error) error {
	if s, ok := c.(*sqliteConn); ok {
		return s.each(q, func(r sqliteRow) error { return f(r.cells()) })
	}
	p := c.(*pgConn)
	rows, err := p.pooled.Query(p.ctx, q)
	if err != nil {
		return err
	}
	defer rows.Close()
	types := rows.FieldDescriptions()
	cells := make([]any, len(types))
	for rows.Next() {
		for i, raw := range rows.RawValues() {
			if cells[i], err = pgCell(types[i].DataTypeOID, types[i].Format, raw); err != nil {
				return err
			}
		}
		if err := f(cells); err != nil {
			return err
		}
	}
	return rows.Err()
}

func pgCell(oid uint32, format int16, raw []byte) (any, error) {
	switch {
	case raw == nil:
		return nil, nil
	case oid == pgtype.TextOID:
		return string(raw), nil
	case format != pgx.BinaryFormatCode:
	case oid == pgtype.Int8OID:
		return int64(binary.BigEndian.Uint64(raw)), nil
	case oid == pgtype.BoolOID:
		return raw[0] != 0, nil
	case oid == pgtype.ByteaOID:
		return raw, nil
	}
	return nil, fmt.Errorf("a column of type %d can not be dumped", oid)
}

// each runs a text without parameters and gives its rows to f.
func (c *sqliteConn) each(q string, f func(sqliteRow) error) error {
	s, err := c.prepare(q)
	if err != nil {
		return err
	}
	defer sqlite3.Xsqlite3_finalize(c.tls, s.p)
	for {
		switch rc := sqlite3.Xsqlite3_step(c.tls, s.p); rc {
		case sqlite3.SQLITE_ROW:
			if err := f(sqliteRow{c, s}); err != nil {
				return err
			}
		case sqlite3.SQLITE_DONE:
			return nil
		default:
			return c.fault(rc, q)
		}
	}
}

// cells are the values of a row as SQLite holds them.
func (r sqliteRow) cells() []any {
	out := make([]any, r.width())
	for i := range out {
		switch sqlite3.Xsqlite3_column_type(r.c.tls, r.s.p, int32(i)) {
		case sqlite3.SQLITE_INTEGER:
			out[i] = r.int(i)
		case sqlite3.SQLITE_TEXT:
			out[i] = r.text(i)
		case sqlite3.SQLITE_BLOB:
			if out[i] = r.bytes(i); r.bytes(i) == nil {
				out[i] = []byte{}
			}
		}
	}
	return out
}

// loader reads what a dumper wrote.
type loader struct{ b *bufio.Reader }

var errDump = errors.New("the dump can not be read")

func newLoader(in io.Reader) (*loader, error) {
	magic := make([]byte, len(dumpMagic))
	if _, err := io.ReadFull(in, magic); err != nil || string(magic) != dumpMagic {
		return nil, refuse.New(refuse.Conflict, "db.backup_broken", "file", "", "why", "start")
	}
	z, err := gzip.NewReader(in)
	if err != nil {
		return nil, err
	}
	return &loader{bufio.NewReaderSize(z, 1<<16)}, nil
}

// mostBytes of one text in a dump.
const mostBytes = 1 << 30

func (l *loader) bytes() ([]byte, error) {
	n, err := binary.ReadUvarint(l.b)
	if err != nil || n > mostBytes {
		return nil, errors.Join(errDump, err)
	}
	out := make([]byte, 0, min(n, 1<<16))
	for uint64(len(out)) < n {
		k := min(n-uint64(len(out)), 1<<16)
		out = append(out, make([]byte, k)...)
		if _, err := io.ReadFull(l.b, out[uint64(len(out))-k:]); err != nil {
			return nil, err
		}
	}
	return out, nil
}

func (l *loader) text() (string, error) {
	b, err := l.bytes()
	return string(b), err
}

func (l *loader) number() (int64, error) { return binary.ReadVarint(l.b) }

func (l *loader) cell() (any, error) {
	kind, err := l.b.ReadByte()
	if err != nil {
		return nil, err
	}
	switch kind {
	case cellNull:
		return nil, nil
	case cellInt:
		return l.number()
	case cellText:
		return l.text()
	case cellBytes:
		return l.bytes()
	case cellTrue, cellFalse:
		return kind == cellTrue, nil
	}
	return nil, errDump
}

// head reads the migrations that made the schema of the dump.
func (l *loader) head() ([]Migration, error) {
	text, err := l.bytes()
	if err != nil {
		return nil, err
	}
	var done []Migration
	if err := json.Unmarshal(text, &done); err != nil {
		return nil, errors.Join(errDump, err)
	}
	return appliedSteps(done)
}

// table reads the name and columns of the next table; no name at the end.
func (l *loader) table() (name string, columns []string, err error) {
	if name, err = l.text(); err != nil || name == "" {
		return "", nil, err
	}
	n, err := l.number()
	if err != nil || n < 1 || n > math.MaxInt16 {
		return "", nil, errors.Join(errDump, err)
	}
	for range n {
		c, err := l.text()
		if err != nil {
			return "", nil, err
		}
		columns = append(columns, c)
	}
	for _, s := range append(columns, name) {
		if strings.ContainsAny(s, `"'`) {
			return "", nil, errDump
		}
	}
	return name, columns, nil
}

// row reads the next row of a table; false after the last.
func (l *loader) row(width int) ([]any, bool, error) {
	mark, err := l.b.ReadByte()
	if err != nil || mark == rowsEnd {
		return nil, false, err
	}
	cells := make([]any, width)
	for i := range cells {
		if cells[i], err = l.cell(); err != nil {
			return nil, false, err
		}
	}
	return cells, true, nil
}
