package db

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgtype"
)

// bulk is how PostgreSQL takes many rows of a Gather statement: one array a
// parameter.
type bulk struct {
	text   string
	arrays []func(rows [][]any, k int) any // by parameter
}

// arrays are the types that parameters of Gather statements may have.
var arrays = map[uint32]struct {
	name string
	make func(rows [][]any, k int) any
}{
	pgtype.Int8OID:  {"bigint[]", array[int64]},
	pgtype.TextOID:  {"text[]", array[string]},
	pgtype.BoolOID:  {"boolean[]", array[bool]},
	pgtype.ByteaOID: {"bytea[]", list[[]byte]},
}

// array is parameter k of every row; where one is null it takes pointers.
func array[T any](rows [][]any, k int) any {
	for _, r := range rows {
		if r[k] == nil {
			return pointers[T](rows, k)
		}
	}
	return list[T](rows, k)
}

func list[T any](rows [][]any, k int) any {
	out := make([]T, len(rows))
	for i, r := range rows {
		out[i], _ = r[k].(T)
	}
	return out
}

func pointers[T any](rows [][]any, k int) any {
	out := make([]*T, len(rows))
	for i, r := range rows {
		if v, ok := r[k].(T); ok {
			out[i] = &v
		}
	}
	return out
}

// bulk returns the form of a Gather statement for many rows. The types of its
// parameters are asked from the server, once.
func (c *pgConn) bulk(q *Stmt) (*bulk, error) {
	if b := q.gather.bulk.Load(); b != nil {
		return b, nil
	}
	d, err := c.pooled.Conn().Prepare(c.ctx, "", q.SQL())
	if err != nil {
		return nil, pgFault(err, q.name)
	}
	var b bulk
	var types, names []string
	for i, oid := range d.ParamOIDs {
		t, ok := arrays[oid]
		if !ok {
			return nil, fmt.Errorf("%s: $%d is neither bigint, text, boolean nor bytea", q.name, i+1)
		}
		types = append(types, fmt.Sprintf("$%d::%s", i+1, t.name))
		names = append(names, fmt.Sprintf("p%d", i+1))
		b.arrays = append(b.arrays, t.make)
	}
	b.text = q.gather.many(fmt.Sprintf("unnest(%s) as v(%s)", strings.Join(types, ", "), strings.Join(names, ", ")), func(n string) string {
		k, _ := strconv.Atoi(n)
		return types[k-1]
	})
	q.gather.bulk.Store(&b)
	return &b, nil
}

// queue puts an operation into a batch.
func (c *pgConn) queue(b *pgx.Batch, o *op) error {
	if len(o.rows) < 2 {
		if o.rows != nil {
			o.args = o.rows[0]
		}
		b.Queue(c.text(o.q), o.args...)
		return nil
	}
	many, err := c.bulk(o.q)
	if err != nil {
		return err
	}
	args := make([]any, len(many.arrays))
	for k, f := range many.arrays {
		args[k] = f(o.rows, k)
	}
	b.Queue(many.text, args...)
	return nil
}
