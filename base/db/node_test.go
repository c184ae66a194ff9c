package db_test

import (
	"context"
	"sync"
	"testing"

	"encaisse/base/db"
	"encaisse/base/db/dbtest"
)

var (
	qDeadNode = db.Q("test.node.dead", `insert into node (number, lease, host, pid) values ($1, 1, 'gone', $1)`)
	qNodeList = db.Q("test.node.list", `select number from node order by number`).Scans()
)

// Nodes that start at the same moment find the same dead ones and the same free
// numbers: each starts all the same, with a number of its own.
func TestNodesStartTogether(t *testing.T) {
	dbtest.Both(t, func(t *testing.T, url string) {
		first := open(t, url, db.Options{})
		for range 5 {
			if err := do(t, first, func(w *db.Write) error {
				for n := range 3 {
					w.Exec(qDeadNode, 4000+n)
				}
				return nil
			}); err != nil {
				t.Fatal(err)
			}
			var others [6]*db.DB
			for i := range others {
				d, err := db.Open(context.Background(), url, db.Options{})
				if err != nil {
					t.Fatal(err)
				}
				others[i] = d
			}
			var wg sync.WaitGroup
			for _, d := range others {
				wg.Go(func() {
					if err := d.Start(context.Background()); err != nil {
						t.Error(err)
					}
				})
			}
			wg.Wait()
			if got := see(t, first, func(r *db.Read) ([]int64, error) { return db.All[int64](r, qNodeList) }); len(got) != len(others)+1 {
				t.Errorf("%d nodes have the numbers %v", len(others)+1, got)
			}
			for _, d := range others {
				d.Close()
			}
		}
	})
}
