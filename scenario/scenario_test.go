package scenario

import (
	"os"
	"path/filepath"
	"testing"

	"encaisse/app"
	"encaisse/base/db/dbtest"
	"encaisse/verify"
)

// TestStories plays every story on both engines; every invariant holds after it.
func TestStories(t *testing.T) {
	files, err := filepath.Glob("*.txt")
	if err != nil || len(files) == 0 {
		t.Fatalf("no stories: %v", err)
	}
	for _, file := range files {
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		t.Run(file, func(t *testing.T) {
			dbtest.Both(t, func(t *testing.T, url string) {
				if err := Play(t.Context(), url, "scenario/"+file, string(text)); err != nil {
					t.Fatal(err)
				}
				sound(t, url)
			})
		})
	}
}

// sound runs every named check on what a story left.
func sound(t *testing.T, url string) {
	a, err := app.Open(t.Context(), url, app.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer a.Close()
	report, err := verify.Run(t.Context(), a.DB, verify.Options{})
	for _, c := range report.Checks {
		if !c.OK {
			t.Errorf("%s: %v", c.Name, c.Breaches)
		}
	}
	if err != nil && report.OK {
		t.Error(err)
	}
}
