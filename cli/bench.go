package cli

import (
	"log/slog"
	"os"
	"path/filepath"
	"time"

	"encaisse/app"
	"encaisse/bench"
)

type benchVerbs struct {
	Cycle benchVerb `cmd:"" help:"${help_bench_cycle}"`
}

type benchVerb struct {
	Clients  int           `default:"32" help:"${help_bench_clients}"`
	Duration time.Duration `default:"20s" help:"${help_bench_duration}"`
}

// Run measures whole cycles beside their floor, in an empty database: a file
// that is thrown away unless one is named.
func (v *benchVerb) Run(s *session) error {
	dir, err := os.MkdirTemp("", "encaisse-bench")
	if err != nil {
		return err
	}
	defer os.RemoveAll(dir)
	a, err := app.Open(s.ctx, s.url("sqlite:"+filepath.Join(dir, "bench.db")), app.Options{Log: s.log(slog.LevelWarn)})
	if err != nil {
		return err
	}
	defer a.Close()
	if err := bench.Empty(s.ctx, a); err != nil {
		return err
	}
	report, err := bench.Cycle(s.ctx, a, bench.Options{Clients: v.Clients, Duration: v.Duration})
	if err != nil {
		return err
	}
	return s.print(report)
}
