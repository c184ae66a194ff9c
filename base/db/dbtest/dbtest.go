// Package dbtest gives tests a fresh database on each engine: an SQLite file,
// and a database of a PostgreSQL server started for the test program alone.
package dbtest

import (
	"context"
	"fmt"
	"io"
	"net"
	"os"
	"os/exec"
	"os/user"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"syscall"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"
)

// Both runs a test on each engine, with the address of an empty database.
func Both(t *testing.T, f func(t *testing.T, url string)) {
	t.Helper()
	t.Run("sqlite", func(t *testing.T) { f(t, SQLite(t)) })
	t.Run("postgres", func(t *testing.T) { f(t, Postgres(t)) })
}

// SQLite returns the address of a file that does not exist yet.
func SQLite(t testing.TB) string { return "sqlite:" + filepath.Join(t.TempDir(), "encaisse.db") }

var (
	once   sync.Once
	server string // address without database name
	reason error
	count  atomic.Int64
)

// Postgres returns the address of a new database, or skips the test with a
// clear line when no server program is installed.
func Postgres(t testing.TB) string {
	t.Helper()
	once.Do(func() { server, reason = start() })
	if reason != nil {
		t.Skipf("skipped: no PostgreSQL (%v); install Debian's postgresql package", reason)
	}
	name := fmt.Sprintf("t%d_%d", os.Getpid(), count.Add(1))
	ctx := context.Background()
	c, err := pgx.Connect(ctx, server+"/postgres")
	if err != nil {
		t.Fatal(err)
	}
	defer c.Close(ctx)
	if _, err := c.Exec(ctx, "create database "+name); err != nil {
		t.Fatal(err)
	}
	return server + "/" + name
}

// bin finds a program of the server, also where Debian hides it.
func bin(name string) (string, error) {
	if p, err := exec.LookPath(name); err == nil && !strings.HasPrefix(p, "/usr/local/") {
		return p, nil
	}
	found, _ := filepath.Glob("/usr/lib/postgresql/*/bin/" + name)
	if len(found) == 0 {
		return "", fmt.Errorf("%s not found", name)
	}
	return found[len(found)-1], nil
}

func start() (string, error) {
	initdb, err := bin("initdb")
	if err != nil {
		return "", err
	}
	postgres, err := bin("postgres")
	if err != nil {
		return "", err
	}
	dir, err := os.MkdirTemp("", "encaisse-pg")
	if err != nil {
		return "", err
	}
	attr, err := unprivileged(dir)
	if err != nil {
		return "", err
	}
	data := filepath.Join(dir, "data")
	cmd := exec.Command(initdb, "-D", data, "-U", "test", "--auth=trust", "-E", "UTF8", "--locale=C", "-N")
	cmd.SysProcAttr, cmd.Dir = attr, dir
	if out, err := cmd.CombinedOutput(); err != nil {
		return "", fmt.Errorf("initdb: %w: %s", err, out)
	}
	port, err := freePort()
	if err != nil {
		return "", err
	}
	run := exec.Command("/bin/sh", "-c", outlived, dir, postgres, "-D", data, "-h", "127.0.0.1", "-p", strconv.Itoa(port), "-k", dir,
		"-c", "fsync=off", "-c", "max_connections=300", "-c", "shared_buffers=128MB", "-c", "log_min_messages=fatal")
	run.SysProcAttr, run.Dir = attr, "/"
	if leash, err = run.StdinPipe(); err != nil {
		return "", err
	}
	if err := run.Start(); err != nil {
		return "", err
	}
	url := fmt.Sprintf("postgres://test@127.0.0.1:%d", port)
	return url, ready(url)
}

// outlived runs the server until this process ends, however it ends: then the
// pipe closes, the server is stopped and its directory removed.
const outlived = `"$@" & read _; kill -QUIT $!; wait; rm -rf "$0"`

// leash is the pipe; nothing is ever written to it.
var leash io.WriteCloser

// unprivileged runs the server as postgres (or nobody) when we are root: it
// refuses root.
func unprivileged(dir string) (*syscall.SysProcAttr, error) {
	attr := &syscall.SysProcAttr{Setpgid: true} // an interrupt from the keyboard is for the tests alone
	if os.Getuid() != 0 {
		return attr, nil
	}
	u, err := user.Lookup("postgres")
	if err != nil {
		if u, err = user.Lookup("nobody"); err != nil {
			return nil, err
		}
	}
	uid, _ := strconv.Atoi(u.Uid)
	gid, _ := strconv.Atoi(u.Gid)
	attr.Credential = &syscall.Credential{Uid: uint32(uid), Gid: uint32(gid)}
	return attr, os.Chown(dir, uid, gid)
}

func freePort() (int, error) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return 0, err
	}
	defer l.Close()
	return l.Addr().(*net.TCPAddr).Port, nil
}

func ready(url string) error {
	var err error
	for range 200 {
		var c *pgx.Conn
		if c, err = pgx.Connect(context.Background(), url+"/postgres"); err == nil {
			return c.Close(context.Background())
		}
		time.Sleep(50 * time.Millisecond)
	}
	return err
}
