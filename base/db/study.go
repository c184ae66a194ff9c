package db

import "context"

// Study is See for what may take minutes: a check of everything, an export, a
// backup. PostgreSQL's limits on a command's time do not hold for it.
func Study[Out any](ctx context.Context, d *DB, as As, f func(*Read) (Out, error)) (Out, error) {
	return See(ctx, d, as, func(r *Read) (Out, error) {
		if !d.SQLite() {
			r.ops = append(r.ops, &op{text: "set local statement_timeout = 0; set local idle_in_transaction_session_timeout = 0"})
			if err := r.flush(); err != nil {
				var zero Out
				return zero, err
			}
		}
		return f(r)
	})
}
