package verify_test

import (
	"context"
	"path/filepath"
	"testing"

	"encaisse/app/access"
	"encaisse/base/db"
	"encaisse/base/db/dbtest"
	"encaisse/verify"
)

// Who is suspended and which backups were made is what the facts say.
func TestTheHouseIsWhatItsFactsSay(t *testing.T) {
	dbtest.Both(t, func(t *testing.T, url string) {
		w := found(t, url)
		as := w.as[0]
		for _, name := range []string{"anne", "bruno"} {
			if err := do(w, as, func(x *db.Write) (access.User, error) { return access.AddUser(x, access.NewUser{Name: name}) }); err != nil {
				t.Fatal(err)
			}
		}
		bar := func(f func(*db.Write, access.UserRef) (access.User, error), name string) {
			t.Helper()
			if err := do(w, as, func(x *db.Write) (access.User, error) { return f(x, access.UserRef{User: name}) }); err != nil {
				t.Fatal(err)
			}
		}
		bar(access.Suspend, "anne")
		bar(access.Suspend, "bruno")
		bar(access.Restore, "bruno")
		copied, err := w.a.DB.Backup(context.Background(), filepath.Join(t.TempDir(), "b"))
		if err == nil {
			err = w.a.NoteBackup(context.Background(), copied)
		}
		if err != nil {
			t.Fatal(err)
		}
		w.check(0)
		if report, err := tamper(w, qForge, "user.suspended"); err != nil || report.OK {
			t.Errorf("suspended twice: %v", err)
		}
		for check, text := range map[string]string{
			"users.suspended": `update app_user set disabled = not disabled where name = 'anne'`,
			"backups.facts":   `update backup set bytes = bytes + 1`,
		} {
			if err := w.a.DB.Script(context.Background(), text); err != nil {
				t.Fatal(err)
			}
			report, _ := verify.Run(context.Background(), w.a.DB, verify.Options{})
			if !breached(report, check) {
				t.Errorf("%s is not found", check)
			}
		}
	})
}

func breached(report verify.Report, check string) bool {
	for _, v := range report.Checks {
		if v.Name == check {
			return !v.OK
		}
	}
	return false
}
