package cli

import (
	"log/slog"

	"encaisse/app"
	"encaisse/base/db"
	"encaisse/base/refuse"
	"encaisse/base/seal"
)

type backupVerb struct {
	File string `arg:"" help:"${help_backup_file}"`
}

// Run writes the whole database to a new file; others go on with it meanwhile.
func (v *backupVerb) Run(s *session) error {
	a, err := s.open()
	if err != nil {
		return err
	}
	defer a.Close()
	made, err := a.DB.Backup(s.ctx, v.File)
	if err == nil {
		err = a.NoteBackup(s.ctx, made)
	}
	if err != nil {
		return err
	}
	return s.print(made)
}

type restoreVerb struct {
	File string `arg:"" help:"${help_restore_file}"`
}

// restored is a database filled from a backup.
type restored struct {
	Database string     `json:"database"`
	Head     *seal.Head `json:"head"`
	Pending  []string   `json:"pending" doc:"migrations this program would apply"`
}

// Run fills a new database from a backup, which is checked whole first.
func (v *restoreVerb) Run(s *session) error {
	url := s.url(defaultURL)
	if err := db.Restore(s.ctx, v.File, url); err != nil {
		return err
	}
	a, err := app.Open(s.ctx, url, app.Options{Log: s.log(slog.LevelWarn), NoMigrate: true})
	if err != nil {
		return err
	}
	defer a.Close()
	out := restored{Database: url, Pending: []string{}}
	pending, err := a.DB.Pending(s.ctx)
	if err != nil {
		return err
	}
	for _, m := range pending {
		out.Pending = append(out.Pending, m.Name)
	}
	h, err := db.See(s.ctx, a.DB, db.As{}, seal.End)
	switch {
	case err == nil:
		out.Head = &h
	case refuse.Code(err) != "seal.none":
		return err
	}
	return s.print(out)
}
