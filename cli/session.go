package cli

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"log/slog"
	"os"
	"strings"

	"encaisse/app"
	"encaisse/app/access"
	"encaisse/base/refuse"
	"encaisse/base/words"
)

// operator is the user whose name local commands are done in: who holds the
// database itself acts as its administrator.
const operator = "admin"

// defaultURL is the database when nobody names one.
const defaultURL = "sqlite:encaisse.db"

// session is one call of the program.
type session struct {
	tree
	ctx       context.Context
	in        io.Reader
	out, errs io.Writer
	language  words.Language
}

// url is the database asked for, else that one.
func (s *session) url(otherwise string) string {
	if s.Database != "" {
		return s.Database
	}
	return otherwise
}

func (s *session) log(level slog.Level) *slog.Logger {
	return slog.New(slog.NewTextHandler(s.errs, &slog.HandlerOptions{Level: level}))
}

// open opens the company of the database, which must be there and have this
// program's format: no command but init, migrate and serve changes that.
func (s *session) open() (*app.App, error) {
	url := s.url(defaultURL)
	if err := there(url); err != nil {
		return nil, err
	}
	a, err := app.Open(s.ctx, url, app.Options{Log: s.log(slog.LevelWarn), NoMigrate: true})
	if err != nil {
		return nil, err
	}
	if err := s.ready(a, url); err != nil {
		a.Close()
		return nil, err
	}
	return a, nil
}

// there refuses a file that does not exist: opening it would make one.
func there(url string) error {
	if path, ok := strings.CutPrefix(url, "sqlite:"); ok {
		if _, err := os.Stat(path); errors.Is(err, fs.ErrNotExist) {
			return refuse.New(refuse.Missing, "cli.no_database", "url", url)
		}
	}
	return nil
}

// ready makes the process a node of a database of this program's format.
func (s *session) ready(a *app.App, url string) error {
	pending, err := a.DB.Pending(s.ctx)
	if err != nil {
		return err
	}
	if len(pending) > 0 && pending[0].N == 1 {
		return refuse.New(refuse.Missing, "cli.no_database", "url", url)
	}
	if len(pending) > 0 {
		return refuse.New(refuse.Conflict, "cli.migrate", "url", url)
	}
	return a.DB.Start(s.ctx)
}

// with opens the company, does f as its operator, prints the answer and closes.
func (s *session) with(f func(*app.App, app.Caller) (any, error)) error {
	a, err := s.open()
	if err != nil {
		return err
	}
	defer a.Close()
	c, err := a.Act(s.ctx, operator, access.Admin, s.Seller)
	if err != nil {
		return err
	}
	answer, err := f(a, c)
	if err != nil {
		return err
	}
	return s.print(answer)
}

// print writes an answer: as JSON on one line, or for people.
func (s *session) print(answer any) error {
	if !s.JSON {
		show(s.out, s.language, answer)
		return nil
	}
	e := json.NewEncoder(s.out)
	e.SetEscapeHTML(false)
	return e.Encode(answer)
}

// reason is why something was refused or broke, for a person.
func (s *session) reason(err error) string {
	r, ok := refuse.As(err)
	var file *fs.PathError
	switch {
	case !ok && errors.As(err, &file) && errors.Is(err, fs.ErrNotExist):
		return cliText(s.language, "cli.no_file", "file", file.Path)
	case !ok:
		return err.Error()
	case strings.HasPrefix(r.Code, "cli."):
		return ours.Say(s.language, r.Code, r.Args...)
	case ours.Has(r.Code):
		return ours.Say(s.language, r.Code, r.Args...) + " (" + r.Code + ")"
	}
	return doors.Say(s.language, err) + " (" + r.Code + ")"
}

// doors says the sentences of the registry, without a database.
var doors = &app.App{Texts: app.Texts}

// tell writes a sentence to the error output.
func (s *session) tell(key, reason string, pairs ...any) {
	fmt.Fprintln(s.errs, cliText(s.language, key, append(pairs, "reason", reason)...))
}
