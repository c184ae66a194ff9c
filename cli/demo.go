package cli

import (
	"bytes"
	"fmt"
	"io"
	"log/slog"
	"os"
	"strings"
	"time"

	"encaisse/app"
	"encaisse/app/access"
	"encaisse/base/refuse"
	"encaisse/demo"
	"encaisse/web"
)

// demoURL is the database of the demonstration when nobody names one.
const demoURL = "sqlite:encaisse-demo.db"

type demoVerb struct {
	Listen  string `default:"127.0.0.1:8080" placeholder:"HOST:PORT" help:"${help_serve_listen}"`
	NoServe bool   `help:"${help_demo_no_serve}"`
	Seed    int64  `default:"1" help:"${help_demo_seed}"`
	Fresh   bool   `help:"${help_demo_fresh}"`
	Small   bool   `help:"${help_demo_small}"`
}

// shownDemo is what demo prints of the company it made or found.
type shownDemo struct {
	Database string `json:"database"`
	demo.Mark
	Keys     []demo.Key `json:"keys"`
	Password string     `json:"password"` // of each user, to sign in with
}

// Run makes the demonstration in an empty database, or finds it there, prints
// a key per role and serves it.
func (v *demoVerb) Run(s *session) error {
	clock := &demo.Clock{}
	a, shown, err := v.company(s, clock)
	if err != nil {
		return err
	}
	defer a.Close()
	var there bool
	if shown.Mark, there, err = demo.Find(s.ctx, a); err != nil {
		return err
	}
	if _, err := migrate(s, a); err != nil {
		return err
	}
	if there {
		shown.Keys, err = demo.Keys(s.ctx, a)
	} else {
		var built demo.Built
		built, err = demo.Build(s.ctx, a, demo.Options{Clock: clock, Seed: v.Seed, Small: v.Small, Progress: s.building()})
		shown.Mark, shown.Keys = built.Mark, built.Keys
	}
	if err != nil {
		return err
	}
	if shown.Password, err = demo.Logins(s.ctx, a); err != nil {
		return err
	}
	if err := s.presented(shown, there); err != nil || v.NoServe {
		return err
	}
	return serve(s.ctx, a, v.Listen, &hint{s: s, keys: shown.Keys}, web.Options{Demo: logins(shown.Keys)}, counter(a, true, demo.Doors()))
}

// logins are who may be stepped in as: one a role.
func logins(keys []demo.Key) (list []web.Login) {
	for _, k := range keys {
		if k.Entity == demo.Company {
			list = append(list, web.Login{User: k.User, Role: k.Role, Entity: k.Entity})
		}
	}
	return list
}

// company opens the database. What was not made to the end is deleted first,
// and with --fresh the whole of a demonstration.
func (v *demoVerb) company(s *session, clock *demo.Clock) (*app.App, shownDemo, error) {
	shown := shownDemo{Database: s.url(demoURL)}
	open := func() (*app.App, error) {
		return app.Open(s.ctx, shown.Database, app.Options{Log: s.log(slog.LevelWarn), NoMigrate: true, Clock: clock.Now})
	}
	a, err := open()
	if err != nil {
		return nil, shown, err
	}
	if _, _, err = demo.Find(s.ctx, a); v.Fresh || a.DB.SQLite() && refuse.Code(err) == "demo.partial" {
		if err := demo.Remove(s.ctx, a); err != nil {
			return nil, shown, err
		}
		a, err = open()
		return a, shown, err
	}
	return a, shown, nil
}

// presented prints the company and its keys.
func (s *session) presented(d shownDemo, there bool) error {
	if s.JSON {
		return s.print(d)
	}
	say := func(key string) {
		fmt.Fprintln(s.out, cliText(s.language, key, "company", demo.Company, "day", d.Today, "seed", fmt.Sprint(d.Seed), "url", d.Database, "password", d.Password))
	}
	if there {
		say("cli.demo.kept")
		say("cli.demo.more")
	} else {
		say("cli.demo.made")
		say("cli.demo.keys")
	}
	show(s.out, s.language, d.Keys)
	say("cli.demo.password")
	return nil
}

// barWidth of the progress on a terminal, in characters.
const barWidth = 24

// building tells a person how far the demonstration is: on one line of a
// terminal, with a bar, else now and then.
func (s *session) building() func(done, total int) {
	pause, end := 3*time.Second, "\n"
	if f, ok := s.errs.(*os.File); ok {
		if i, err := f.Stat(); err == nil && i.Mode()&os.ModeCharDevice != 0 {
			pause, end = 100*time.Millisecond, "\r"
		}
	}
	told := time.Now()
	return func(done, total int) {
		switch {
		case s.JSON:
		case done == total && end == "\r":
			fmt.Fprint(s.errs, "\r\x1b[K")
		case time.Since(told) > pause:
			told = time.Now()
			if end == "\r" {
				full := done * barWidth / total
				fmt.Fprint(s.errs, strings.Repeat("█", full), strings.Repeat("░", barWidth-full), " ")
			}
			fmt.Fprint(s.errs, cliText(s.language, "cli.demo.building", "done", done, "total", total), end)
		}
	}
}

// hint is where the server writes its line "listening http://…"; for people it
// adds how to look at what is served.
type hint struct {
	s    *session
	keys []demo.Key
}

// Write passes the line on.
func (h *hint) Write(line []byte) (int, error) {
	n, err := h.s.out.Write(line)
	address, found := bytes.CutPrefix(bytes.TrimSpace(line), []byte("listening "))
	if err != nil || !found || h.s.JSON {
		return n, err
	}
	var text strings.Builder
	fmt.Fprintln(&text, cliText(h.s.language, "cli.demo.look", "address", string(address)))
	for _, k := range h.keys {
		if k.Role == access.Finance && k.Entity == demo.Company {
			fmt.Fprintf(&text, "curl -H 'Authorization: Bearer %s' %s/v1/insight/aging\n", k.Secret, address)
		}
	}
	_, err = io.WriteString(h.s.out, text.String())
	return n, err
}
