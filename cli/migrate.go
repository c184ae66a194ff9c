package cli

import (
	"log/slog"

	"encaisse/app"
)

type migrateVerb struct{}

// migrated is what migrate did.
type migrated struct {
	Applied []string `json:"applied"`
	Backup  *string  `json:"backup" doc:"the SQLite file as it was before"`
}

// Run brings the database to this program's format.
func (v *migrateVerb) Run(s *session) error {
	url := s.url(defaultURL)
	if err := there(url); err != nil {
		return err
	}
	a, err := app.Open(s.ctx, url, app.Options{Log: s.log(slog.LevelWarn), NoMigrate: true})
	if err != nil {
		return err
	}
	defer a.Close()
	done, err := migrate(s, a)
	if err != nil {
		return err
	}
	return s.print(done)
}

func migrate(s *session, a *app.App) (migrated, error) {
	out := migrated{Applied: []string{}}
	pending, err := a.DB.Pending(s.ctx)
	if err != nil {
		return out, err
	}
	for _, m := range pending {
		out.Applied = append(out.Applied, m.Name)
	}
	if len(pending) > 0 {
		kept, err := a.DB.BackupBefore(s.ctx, pending[0].N)
		if err != nil {
			return out, err
		}
		if kept != "" {
			out.Backup = &kept
		}
	}
	return out, a.DB.Migrate(s.ctx)
}
