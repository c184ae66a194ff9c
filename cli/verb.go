package cli

import (
	"encoding/json"
	"errors"
	"io"
	"os"
	"strings"

	"encaisse/app"
	"encaisse/base/refuse"
)

// summary is the line about an entry in the help.
func (s *session) summary(e *app.Entry) string {
	text := doors.Summary(s.language, e)
	if text == e.Name {
		text = e.Method + " " + e.Path
	}
	return strings.ReplaceAll(text, "$", "$$")
}

// do calls a command or question of the registry with what was written.
func (s *session) do(e *app.Entry, g *given) error {
	flags := g.common()
	in := e.NewInput()
	if flags.Input != "" {
		if err := s.read(flags.Input, in); err != nil {
			return err
		}
	}
	missing, err := g.fill(in)
	if err != nil {
		return wrong{err}
	}
	if flags.Input != "" {
		missing = g.missingPath()
	}
	if len(missing) > 0 {
		return wrong{refuse.New(refuse.Invalid, "cli.missing", "flags", missing)}
	}
	return s.with(func(a *app.App, c app.Caller) (any, error) {
		call := app.Call{Caller: c, Key: flags.Key, Preview: flags.Preview, Request: a.DB.NewID()}
		out, _, err := e.Run(s.ctx, a, call, in)
		if err == nil && flags.Wait {
			_, err = a.DB.Idle(s.ctx)
		}
		if err == nil && flags.Output != "" {
			err = s.write(flags.Output, out)
		}
		return out, err
	})
}

// read fills the input from a JSON file; "-" is the standard input.
func (s *session) read(file string, in any) error {
	r := s.in
	if file != "-" {
		f, err := os.Open(file)
		if err != nil {
			return err
		}
		defer f.Close()
		r = f
	}
	d := json.NewDecoder(r)
	d.DisallowUnknownFields()
	err := d.Decode(in)
	if err == nil && d.More() {
		err = errors.New("more than one value")
	}
	if err != nil && !errors.Is(err, io.EOF) {
		return wrong{refuse.New(refuse.Invalid, "cli.input", "file", file, "reason", s.reason(err))}
	}
	return nil
}
