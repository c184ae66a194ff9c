package cli

import (
	"context"
	"io"
	"log/slog"
	"os"
	"runtime"
	"sync"

	"encaisse/api"
	"encaisse/app"
	"encaisse/app/run"
	"encaisse/app/till"
	"encaisse/connect/mail"
	"encaisse/connect/oidc"
	"encaisse/connect/psp"
	"encaisse/web"
	"encaisse/web/portal"
)

// secretSetting names what seals the secrets of second factors.
const secretSetting = "ENCAISSE_SECRET"

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
	identity, err := oidc.Read(os.Getenv)
	if err != nil {
		return err
	}
	a, err := app.Open(s.ctx, url, app.Options{Log: s.log(slog.LevelInfo), NoMigrate: true, Secret: os.Getenv(secretSetting), Identity: identity})
	if err != nil {
		return err
	}
	defer a.Close()
	if _, err := migrate(s, a); err != nil {
		return err
	}
	return serve(s.ctx, a, v.Listen, s.out, web.Options{Dev: v.Dev}, counter(a, v.Dev, nil))
}

// serve answers on an address until ctx ends, drives the chain and does the
// long runs meanwhile.
func serve(ctx context.Context, a *app.App, listen string, out io.Writer, pages web.Options, customers portal.Options) error {
	ctx, stop := context.WithCancel(ctx)
	var runs sync.WaitGroup
	defer func() {
		stop()
		runs.Wait()
	}()
	a.DB.StartSteps(2 * runtime.GOMAXPROCS(0))
	runs.Go(func() { run.Keep(ctx, a) })
	if customers.Till != nil {
		runs.Go(func() { customers.Till.Keep(ctx) })
	}
	return api.Serve(ctx, a, listen, out, web.Handler(a, pages), portal.Handler(a, customers))
}

// counter is where customers serve themselves. The only provider there is so
// far takes no money: it stands in the demonstration and with --dev.
func counter(a *app.App, sandbox bool, demo []string) portal.Options {
	o := portal.Options{Demo: demo, Address: os.Getenv(mail.PortalSetting)}
	if sandbox {
		o.Sandbox = psp.NewSandbox(a.DB.Now)
		o.Till = &till.Till{App: a, Provider: o.Sandbox}
		o.Sandbox.Notify = o.Till.Hear
	}
	return o
}
