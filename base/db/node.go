package db

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"sync"
	"syscall"
	"time"

	"encaisse/base/refuse"
)

// nodeLease is this process's place among those that write to the database:
// its number is part of every id it makes.
type nodeLease struct {
	quit context.CancelFunc
	wg   sync.WaitGroup
	held bool
}

const (
	nodeTime  = 40 * time.Second // a node that does not renew for so long is gone
	nodeRenew = 8 * time.Second
	maxNodes  = 4096
	nodeTries = 50
)

type nodeRow struct {
	Number int64
	Lease  int64
	Host   string
	PID    int64
}

var (
	qNodes     = Q("db.node.all", `select number, lease, host, pid from node order by number`).Scans()
	qNodeTake  = Q("db.node.take", `insert into node (number, lease, host, pid) values ($1,$2,$3,$4)`)
	qNodeRenew = Q("db.node.renew", `update node set lease = $2 where number = $1 and pid = $3 and host = $4`)
	qNodeGone  = Q("db.node.gone", `delete from node where number = $1 and lease = $2`)
	qNodeLeave = Q("db.node.leave", `delete from node where number = $1 and pid = $2 and host = $3`)
	qNodeFree  = Q("db.node.free", `update todo set lease = 0, node = 0 where node = $1`).Scans()
)

var errNoNode = errors.New("every node number is taken")

// Start makes this process a node: it takes a number, keeps it renewed, and
// frees the work of nodes that are gone. Commands run after it.
func (d *DB) Start(ctx context.Context) error {
	host, _ := os.Hostname()
	me := nodeRow{Host: host, PID: int64(os.Getpid())}
	alone, err := d.enter(ctx, &me)
	for try := 1; try < nodeTries && crossed(err); try++ {
		time.Sleep(time.Duration(rand.IntN(20*try)) * time.Millisecond)
		alone, err = d.enter(ctx, &me)
	}
	if err != nil {
		return fmt.Errorf("taking a node number: %w", err)
	}
	d.ids.node = me.Number
	d.alone.Store(d.pool == nil || alone)
	bg, cancel := context.WithCancel(context.Background())
	d.node.quit, d.node.held = cancel, true
	d.node.wg.Go(func() { d.renew(bg, me) })
	if d.pool != nil {
		d.node.wg.Go(func() { d.listen(bg) })
	}
	return nil
}

// enter takes a number, and reports whether there is no other node.
func (d *DB) enter(ctx context.Context, me *nodeRow) (alone bool, err error) {
	return Do(ctx, d, As{}, func(w *Write) (bool, error) {
		number, others, err := d.takeNumber(w, *me)
		me.Number = number
		return others == 0, err
	})
}

// crossed reports whether another node that came or went at the same moment was
// in the way: it took the number, or the dead one away.
func crossed(err error) bool {
	return refuse.Code(err) == "db.stale" || IsFault(err, Unique)
}

func (d *DB) takeNumber(w *Write, me nodeRow) (number int64, others int, err error) {
	rows, err := All[nodeRow](w.Read, qNodes)
	if err != nil {
		return 0, 0, err
	}
	now := time.Now()
	taken := map[int64]bool{}
	for _, n := range rows {
		if n.Lease > now.UnixMicro() && !dead(n, me) {
			taken[n.Number] = true
			continue
		}
		w.Exec1(qNodeGone, n.Number, n.Lease)
		w.Exec(qNodeFree, n.Number)
	}
	// The process number spreads processes on one file, so that a number is
	// not taken up again at once by the next one.
	for i := range int64(maxNodes) {
		n := (me.PID + i) % maxNodes
		if n == 0 || taken[n] {
			continue
		}
		w.Exec(qNodeTake, n, now.Add(nodeTime).UnixMicro(), me.Host, me.PID)
		d.tellOthers(w, "node")
		return n, len(taken), nil
	}
	return 0, 0, errNoNode
}

// dead reports whether a node of this machine is a process that ended.
func dead(n, me nodeRow) bool {
	if n.Host != me.Host || n.PID == me.PID {
		return false
	}
	p, err := os.FindProcess(int(n.PID))
	return err != nil || errors.Is(p.Signal(syscall.Signal(0)), os.ErrProcessDone)
}

// renew keeps the lease. A process that lost it must not make ids any more.
func (d *DB) renew(ctx context.Context, me nodeRow) {
	lost := time.Now().Add(nodeTime)
	for {
		select {
		case <-ctx.Done():
			return
		case <-time.After(nodeRenew):
		}
		end := time.Now().Add(nodeTime)
		others, err := Do(ctx, d, As{}, func(w *Write) (int, error) { return d.keepNumber(w, me, end) })
		switch {
		case err == nil:
			lost = end
			d.alone.Store(d.pool == nil || others == 0)
		case ctx.Err() != nil:
			return
		case time.Now().After(lost):
			d.opt.Fatal(fmt.Errorf("this node's number is lost: %w", err))
			return
		default:
			d.opt.Log.Warn("renewing the node number", "error", err.Error())
		}
	}
}

func (d *DB) keepNumber(w *Write, me nodeRow, end time.Time) (int, error) {
	w.Exec1(qNodeRenew, me.Number, end.UnixMicro(), me.PID, me.Host)
	rows, err := All[nodeRow](w.Read, qNodes)
	others := 0
	for _, n := range rows {
		switch {
		case n.Number == me.Number:
		case n.Lease > time.Now().UnixMicro():
			others++
		default:
			w.Exec(qNodeGone, n.Number, n.Lease)
			w.Exec(qNodeFree, n.Number)
		}
	}
	return others, err
}

func (l *nodeLease) release(d *DB) {
	if !l.held {
		return
	}
	l.quit()
	l.wg.Wait()
	host, _ := os.Hostname()
	_, err := Do(context.Background(), d, As{}, func(w *Write) (any, error) {
		w.Exec(qNodeFree, d.ids.node)
		w.Exec(qNodeLeave, d.ids.node, os.Getpid(), host)
		return nil, nil
	})
	if err != nil {
		d.opt.Log.Warn("leaving the node table", "error", err.Error())
	}
}
