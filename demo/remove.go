package demo

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"strconv"
	"syscall"
	"time"

	"encaisse/app"
	"encaisse/base/db"
	"encaisse/base/refuse"
)

var qServed = db.Q("demo.served", `select pid from node where lease > $1 and host = $2 and pid <> $3 order by number`).Scans()

// Remove closes the company and deletes its SQLite file, when that is the
// demonstration, whole or not, and nobody else serves it. It refuses demo.used,
// demo.busy, and demo.server for a database on a server.
func Remove(ctx context.Context, a *app.App) error {
	defer a.Close()
	if !a.DB.SQLite() {
		return refuse.New(refuse.Conflict, "demo.server")
	}
	_, ok, err := Find(ctx, a)
	if err != nil && refuse.Code(err) != "demo.partial" {
		return err
	}
	if !ok {
		return nil // nothing in it
	}
	if pid, err := served(ctx, a); err != nil || pid != 0 {
		return errors.Join(err, refuse.New(refuse.Conflict, "demo.busy", "pid", strconv.Itoa(pid)))
	}
	path := a.DB.Path()
	a.Close()
	for _, tail := range []string{"", "-wal", "-shm"} {
		if err := os.Remove(path + tail); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return err
		}
	}
	return nil
}

// served is the number of another living process of this machine that has the
// database open; 0 when there is none.
func served(ctx context.Context, a *app.App) (int, error) {
	host, _ := os.Hostname()
	pids, err := db.See(ctx, a.DB, db.As{}, func(r *db.Read) ([]int64, error) {
		return db.All[int64](r, qServed, time.Now().UnixMicro(), host, os.Getpid())
	})
	for _, pid := range pids {
		if p, err := os.FindProcess(int(pid)); err == nil && !errors.Is(p.Signal(syscall.Signal(0)), os.ErrProcessDone) {
			return int(pid), nil
		}
	}
	return 0, err
}
