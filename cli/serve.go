package cli

import (
	"log/slog"
	"runtime"

	"encaisse/api"
	"encaisse/app"
)

type serveVerb struct {
	Listen string `default:"127.0.0.1:8080" placeholder:"HOST:PORT" help:"${help_serve_listen}"`
	Dev    bool   `help:"${help_serve_dev}"`
}

// Run serves until it is told to stop, and drives the chain meanwhile. It
// prints the line "listening http://…" once ready.
func (v *serveVerb) Run(s *session) error {
	url := s.url(defaultURL)
	if err := there(url); err != nil {
		return err
	}
	a, err := app.Open(s.ctx, url, app.Options{Log: s.log(slog.LevelInfo), NoMigrate: true})
	if err != nil {
		return err
	}
	defer a.Close()
	if _, err := migrate(s, a); err != nil {
		return err
	}
	a.DB.StartSteps(2 * runtime.GOMAXPROCS(0))
	return api.Serve(s.ctx, a, v.Listen, s.out)
}
