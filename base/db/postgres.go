package db

import (
	"context"
	"encoding/binary"
	"errors"
	"fmt"
	"strings"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"
	"github.com/jackc/pgx/v5/pgtype"
	"github.com/jackc/pgx/v5/pgxpool"
)

// pgConn is one connection to PostgreSQL. Operations are sent as one batch,
// so that queued writes travel with the next read and cost no round trip.
type pgConn struct {
	pooled *pgxpool.Conn
	ctx    context.Context
	opened string // the BEGIN that rides on the next batch
	mutex  string // the lock taken behind it
	group  bool   // the transaction is the group writer's: no other node writes beside it
	open   bool   // a transaction is open on the server
}

func openPool(ctx context.Context, url string) (*pgxpool.Pool, error) {
	cfg, err := pgxpool.ParseConfig(url)
	if err != nil {
		return nil, err
	}
	cfg.MaxConns = 24
	cfg.ConnConfig.StatementCacheCapacity = 2048
	// A command takes milliseconds: what lasts longer is lost, and its locks with it.
	cfg.ConnConfig.RuntimeParams["statement_timeout"] = "60000"
	cfg.ConnConfig.RuntimeParams["idle_in_transaction_session_timeout"] = "60000"
	cfg.ConnConfig.RuntimeParams["client_min_messages"] = "warning"
	// Every text is run again and again with other values and one good plan:
	// planning it each time costs more than running it.
	cfg.ConnConfig.RuntimeParams["plan_cache_mode"] = "force_generic_plan"
	cfg.ConnConfig.RuntimeParams["jit"] = "off"
	// Plans are made while tables are small, when reading a whole one looks
	// cheap, and stay: statements that mean to scan say so and are told apart.
	cfg.ConnConfig.RuntimeParams["enable_seqscan"] = "off"
	return pgxpool.NewWithConfig(ctx, cfg)
}

func (c *pgConn) close() { c.pooled.Release() }

// The group writer holds this lock alone, who commands beside other nodes holds
// it with them. So its transactions need no locks of rows: in them nobody else
// writes, whatever a node believes about others.
const (
	writesAlone  = "select pg_advisory_xact_lock(4711)"
	writesBeside = "select pg_advisory_xact_lock_shared(4711)"
)

func (c *pgConn) begin(group bool) error {
	c.opened, c.mutex, c.group = "begin", writesBeside, group
	if group {
		c.mutex = writesAlone
	}
	return nil
}

func (c *pgConn) snapshot() error {
	c.opened, c.mutex, c.group = "begin isolation level repeatable read read only", "", false
	return nil
}

func (c *pgConn) commit() error {
	if c.opened != "" { // nothing was sent
		c.opened = ""
		return nil
	}
	c.open = false
	tag, err := c.pooled.Exec(c.ctx, "commit")
	if err == nil && tag.String() == "ROLLBACK" {
		err = errors.New("the transaction had failed before COMMIT")
	}
	if err != nil {
		var pe *pgconn.PgError
		if !errors.As(err, &pe) {
			return &Fault{Kind: Unknown, Stmt: "commit", Err: err}
		}
	}
	return pgFault(err, "commit")
}

func (c *pgConn) rollback() error {
	if c.opened != "" {
		c.opened = ""
		return nil
	}
	c.open = false
	_, err := c.pooled.Exec(c.ctx, "rollback")
	return err
}

func (c *pgConn) alive() bool  { return c.open && !c.broken() }
func (c *pgConn) broken() bool { return c.pooled.Conn().IsClosed() }

// script runs a text of several statements without parameters.
func (c *pgConn) script(text string) error {
	if c.opened != "" {
		text = c.opened + ";" + c.mutex + ";" + text
		c.opened, c.open = "", true
	}
	_, err := c.pooled.Conn().PgConn().Exec(c.ctx, text).ReadAll()
	return pgFault(err, "script")
}

// send runs the operations in order in one trip and stops at the first that
// fails. A script travels alone.
func (c *pgConn) send(ops []*op) (int, error) {
	if len(ops) > 0 && ops[0].text != "" {
		for i, o := range ops {
			if err := c.script(o.text); err != nil {
				return i, err
			}
		}
		return len(ops), nil
	}
	b := &pgx.Batch{}
	if c.opened != "" {
		b.Queue(c.opened)
		if c.mutex != "" {
			b.Queue(c.mutex)
		}
	}
	for i, o := range ops {
		if o.q.scan {
			b.Queue(scanning)
		}
		if err := c.queue(b, o); err != nil {
			return i, err
		}
		if o.q.scan {
			b.Queue(seeking)
		}
	}
	res := c.pooled.SendBatch(c.ctx, b)
	if c.opened != "" {
		if err := c.started(res); err != nil {
			res.Close()
			return 0, err
		}
	}
	for i, o := range ops {
		if err := c.take(res, o); err != nil {
			res.Close()
			return i, err
		}
	}
	return len(ops), pgFault(res.Close(), "batch")
}

// started reads the answers of BEGIN and its lock.
func (c *pgConn) started(res pgx.BatchResults) error {
	c.opened, c.open = "", true
	_, err := res.Exec()
	if err == nil && c.mutex != "" {
		_, err = res.Exec()
	}
	return pgFault(err, "begin")
}

// text is a statement as this transaction needs it: with locks of rows or without.
func (c *pgConn) text(q *Stmt) string {
	if c.group {
		return q.sql
	}
	return q.SQL()
}

// What is sent around a statement that reads whole tables on purpose.
const (
	scanning = "set enable_seqscan = on"
	seeking  = "set enable_seqscan = off"
)

// take reads the answer of one operation.
func (c *pgConn) take(res pgx.BatchResults, o *op) error {
	if !o.q.scan {
		return readResult(res, o)
	}
	if _, err := res.Exec(); err != nil {
		return pgFault(err, o.q.name)
	}
	if err := readResult(res, o); err != nil {
		return err
	}
	_, err := res.Exec()
	return pgFault(err, o.q.name)
}

func readResult(res pgx.BatchResults, o *op) error {
	name := "script"
	if o.q != nil {
		name = o.q.name
	}
	rows, err := res.Query()
	if err != nil {
		return pgFault(err, name)
	}
	defer rows.Close()
	r := pgRow{types: rows.FieldDescriptions()}
	for rows.Next() {
		if o.row == nil {
			continue
		}
		r.raw = rows.RawValues()
		if err := o.row(&r); err != nil {
			return told(err, o)
		}
		if r.err != nil {
			return told(r.err, o)
		}
	}
	if err := rows.Err(); err != nil {
		return pgFault(err, name)
	}
	o.changed = rows.CommandTag().RowsAffected()
	if o.one && o.changed != int64(max(len(o.rows), 1)) {
		return o.stale()
	}
	return nil
}

// pgFault turns a server error into a Fault.
func pgFault(err error, stmt string) error {
	if err == nil {
		return nil
	}
	f := &Fault{Stmt: stmt, Err: err}
	var pe *pgconn.PgError
	if !errors.As(err, &pe) {
		return f
	}
	f.Constraint = pe.ConstraintName
	switch {
	case pe.Code == "23505":
		f.Kind = Unique
	case pe.Code == "23514":
		f.Kind = Check
	case pe.Code == "23503":
		f.Kind = ForeignKey
	case pe.Code == "23502":
		f.Kind = NotNull
	case pe.Code == "40001" || pe.Code == "40P01" || pe.Code == "55P03":
		f.Kind = Retry
	case strings.HasPrefix(pe.Code, "53"):
		f.Kind = Full
	}
	return f
}

type pgRow struct {
	types []pgconn.FieldDescription
	raw   [][]byte
	err   error
}

func (r *pgRow) width() int { return len(r.raw) }

func (r *pgRow) int(i int) int64 {
	b := r.raw[i]
	if b == nil {
		return 0
	}
	if r.types[i].Format == pgx.BinaryFormatCode {
		switch r.types[i].DataTypeOID {
		case pgtype.Int8OID:
			return int64(binary.BigEndian.Uint64(b))
		case pgtype.Int4OID:
			return int64(int32(binary.BigEndian.Uint32(b)))
		case pgtype.Int2OID:
			return int64(int16(binary.BigEndian.Uint16(b)))
		}
	}
	r.err = fmt.Errorf("column %s is no whole number (type %d): cast it to bigint", r.types[i].Name, r.types[i].DataTypeOID)
	return 0
}

func (r *pgRow) bool(i int) bool {
	b := r.raw[i]
	return len(b) == 1 && (b[0] == 1 || b[0] == 't')
}

func (r *pgRow) text(i int) string {
	b := r.raw[i]
	if r.types[i].DataTypeOID == pgtype.JSONBOID && len(b) > 0 && b[0] == 1 {
		b = b[1:]
	}
	return string(b)
}

func (r *pgRow) bytes(i int) []byte {
	if r.raw[i] == nil {
		return nil
	}
	return append([]byte(nil), r.raw[i]...)
}
