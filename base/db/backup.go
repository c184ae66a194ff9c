package db

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"hash"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"encaisse/base/refuse"
)

// A backup is one file. Of an SQLite database it is that database, compact and
// whole, which any SQLite opens; of PostgreSQL it is a dump of every table in
// one snapshot (dump.go), which either engine takes. Both end with a line that
// holds the SHA-256 of what is before it.

const (
	imageMagic   = "SQLite format 3\x00"
	trailerStart = "\nencaisse backup 1 sha256 "
	trailerSize  = len(trailerStart) + 2*sha256.Size + 1
)

// Copy is a backup that was made.
type Copy struct {
	File   string `json:"file"`
	Bytes  int64  `json:"bytes"`
	SHA256 string `json:"sha256"`
}

// Backup writes the database to a new file while others go on with it: what
// was committed when it began is in it. It refuses db.backup_there when the
// file exists.
func (d *DB) Backup(ctx context.Context, file string) (Copy, error) {
	if _, err := os.Stat(file); !errors.Is(err, fs.ErrNotExist) {
		return Copy{}, refuse.New(refuse.Conflict, "db.backup_there", "file", file)
	}
	part := file + ".part"
	defer os.Remove(part)
	if err := os.Remove(part); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return Copy{}, err
	}
	write := d.dumpTo
	if d.SQLite() {
		write = d.imageTo
	}
	if err := write(ctx, part); err != nil {
		return Copy{}, fmt.Errorf("backup to %s: %w", file, err)
	}
	c, err := sign(part)
	if err != nil {
		return c, err
	}
	c.File = file
	return c, settleFile(part, file)
}

// BackupBefore keeps an SQLite file as it is before migration step n, beside
// it: FILE.before-n. On PostgreSQL, which keeps its own, and in a database
// that holds nothing yet, it does nothing.
func (d *DB) BackupBefore(ctx context.Context, n int64) (string, error) {
	if !d.SQLite() || n <= 1 {
		return "", nil
	}
	file := fmt.Sprintf("%s.before-%d", d.path, n)
	if err := os.Remove(file); err != nil && !errors.Is(err, fs.ErrNotExist) { // of a step that did not succeed
		return "", err
	}
	_, err := d.Backup(ctx, file)
	return file, err
}

// imageTo copies an SQLite database on a connection of its own.
func (d *DB) imageTo(_ context.Context, file string) error {
	c, err := openSQLite(d.path, false)
	if err != nil {
		return err
	}
	defer c.close()
	return c.script("vacuum into '" + strings.ReplaceAll(file, "'", "''") + "'")
}

func (d *DB) dumpTo(ctx context.Context, file string) error {
	f, err := os.OpenFile(file, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if err != nil {
		return err
	}
	_, err = Study(ctx, d, As{}, func(r *Read) (any, error) { return nil, dump(r, f) })
	return errors.Join(err, f.Close())
}

// sign appends the line with the hash of the file.
func sign(file string) (Copy, error) {
	f, err := os.OpenFile(file, os.O_RDWR, 0)
	if err != nil {
		return Copy{}, err
	}
	defer f.Close()
	h := sha256.New()
	n, err := io.Copy(h, f)
	if err != nil {
		return Copy{}, err
	}
	sum := hex.EncodeToString(h.Sum(nil))
	if _, err := f.WriteString(trailerStart + sum + "\n"); err != nil {
		return Copy{}, err
	}
	return Copy{Bytes: n + int64(trailerSize), SHA256: sum}, nil
}

// settleFile makes a file durable under its name.
func settleFile(part, file string) error {
	f, err := os.OpenFile(part, os.O_RDWR, 0)
	if err != nil {
		return err
	}
	if err := errors.Join(f.Sync(), f.Close(), os.Rename(part, file)); err != nil {
		return err
	}
	dir, err := os.Open(filepath.Dir(file))
	if err != nil {
		return err
	}
	return errors.Join(dir.Sync(), dir.Close())
}

// backupFile is an opened backup.
type backupFile struct {
	*os.File
	size  int64 // without the last line
	image bool
}

// openBackup opens a backup and refuses db.backup_broken when it is not whole:
// every byte of it is read before anything is done with it.
func openBackup(name string) (*backupFile, error) {
	f, err := os.Open(name)
	if err != nil {
		return nil, err
	}
	b := &backupFile{File: f}
	if err := b.check(); err != nil {
		f.Close()
		return nil, err
	}
	return b, nil
}

func (b *backupFile) check() error {
	broken := func(why string) error {
		return refuse.New(refuse.Conflict, "db.backup_broken", "file", b.Name(), "why", why)
	}
	info, err := b.Stat()
	if err != nil {
		return err
	}
	if b.size = info.Size() - int64(trailerSize); b.size <= 0 {
		return broken("end")
	}
	last := make([]byte, trailerSize)
	if _, err := b.ReadAt(last, b.size); err != nil {
		return err
	}
	if !bytes.HasPrefix(last, []byte(trailerStart)) {
		return broken("end")
	}
	h := sha256.New()
	if _, err := io.Copy(h, b.content()); err != nil {
		return err
	}
	if string(last[len(trailerStart):]) != hexLine(h) {
		return broken("sha256")
	}
	first := make([]byte, len(imageMagic))
	if _, err := b.ReadAt(first, 0); err != nil {
		return broken("start")
	}
	b.image = string(first) == imageMagic
	return nil
}

func hexLine(h hash.Hash) string { return hex.EncodeToString(h.Sum(nil)) + "\n" }

func (b *backupFile) content() io.Reader { return io.NewSectionReader(b, 0, b.size) }

// Restore fills a database that does not exist yet (an SQLite file) or is
// empty (PostgreSQL) from a backup of either engine. The backup is checked
// whole first: its hash, SQLite's integrity, and that its schema is one this
// program knows. It refuses db.backup_broken, db.backup_newer and
// db.not_empty; then nothing was written.
func Restore(ctx context.Context, file, url string) error {
	b, err := openBackup(file)
	if err != nil {
		return err
	}
	defer b.Close()
	path, sqlite := strings.CutPrefix(url, "sqlite:")
	switch {
	case sqlite && b.image:
		return newFile(path, func(part string) error { return b.imageFrom(part) })
	case sqlite:
		return newFile(path, func(part string) error { return loadFile(part, b.content()) })
	case b.image:
		return b.convert(ctx, url)
	}
	return loadServer(ctx, url, b.content())
}

// newFile makes an SQLite file under another name and gives it its own when it
// is whole.
func newFile(path string, make func(part string) error) error {
	if _, err := os.Stat(path); !errors.Is(err, fs.ErrNotExist) {
		return refuse.New(refuse.Conflict, "db.not_empty", "database", path)
	}
	part := path + ".part"
	clean := func() {
		for _, end := range []string{"", "-wal", "-shm", "-journal"} {
			os.Remove(part + end)
		}
	}
	clean()
	defer clean()
	if err := make(part); err != nil {
		return err
	}
	return settleFile(part, path)
}

// imageFrom copies the database in the backup and looks it over.
func (b *backupFile) imageFrom(part string) error {
	f, err := os.OpenFile(part, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if err != nil {
		return err
	}
	_, err = io.Copy(f, b.content())
	if err = errors.Join(err, f.Sync(), f.Close()); err != nil {
		return err
	}
	c, err := openSQLite(part, false)
	if err != nil {
		return err
	}
	defer c.close()
	var faults []string
	for _, q := range []string{"pragma integrity_check", "pragma foreign_key_check"} {
		err := c.each(q, func(r sqliteRow) error {
			if s := r.text(0); s != "ok" {
				faults = append(faults, s)
			}
			return nil
		})
		if err != nil {
			return err
		}
	}
	if len(faults) > 0 {
		return refuse.New(refuse.Conflict, "db.backup_broken", "file", b.Name(), "why", faults[0])
	}
	var done []Migration
	err = c.each("select n, name, checksum from migration order by n", func(r sqliteRow) error {
		done = append(done, Migration{N: r.int(0), Name: r.text(1), Checksum: r.text(2)})
		return nil
	})
	if err != nil {
		return err
	}
	if _, err := appliedSteps(done); err != nil {
		return err
	}
	return c.script(restart)
}

// restart is run in a restored database: the nodes that had it are not here.
const restart = `delete from node; update todo set node = 0, lease = 0;`

// convert restores the backup of an SQLite file into PostgreSQL.
func (b *backupFile) convert(ctx context.Context, url string) error {
	dir, err := os.MkdirTemp("", "encaisse-restore")
	if err != nil {
		return err
	}
	defer os.RemoveAll(dir)
	path := filepath.Join(dir, "image.db")
	if err := newFile(path, b.imageFrom); err != nil {
		return err
	}
	d, err := Open(ctx, "sqlite:"+path, Options{})
	if err != nil {
		return err
	}
	defer d.Close()
	out, in := io.Pipe()
	go func() {
		_, err := Study(ctx, d, As{}, func(r *Read) (any, error) { return nil, dump(r, in) })
		in.CloseWithError(err)
	}()
	err = loadServer(ctx, url, out)
	out.CloseWithError(err)
	return err
}
