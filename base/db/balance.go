package db

import (
	"cmp"
	"slices"
)

// keepBalances writes the netted moves, in key order so that two commands
// never wait for each other in a circle.
func (w *Write) keepBalances() {
	keys := make([]Kept, 0, len(w.moves))
	for k, v := range w.moves {
		if v != 0 {
			keys = append(keys, k)
		}
	}
	slices.SortFunc(keys, func(a, b Kept) int {
		return cmp.Or(cmp.Compare(a.Holder, b.Holder), cmp.Compare(a.Entity, b.Entity),
			cmp.Compare(a.Currency, b.Currency), cmp.Compare(a.Kind, b.Kind))
	})
	for _, k := range keys {
		w.Exec(qMove, k.Holder, k.Entity, k.Currency, k.Kind, w.moves[k])
	}
	w.moves = nil
}

// end finishes a command that said yes: the hooks look at what it moved, then
// the balances are written.
func (w *Write) end() error {
	for _, f := range w.db.opt.Finish {
		if err := f(w); err != nil {
			return err
		}
	}
	w.keepBalances()
	return w.err
}
