package scenario

import (
	"os"
	"path/filepath"
	"testing"

	"encaisse/base/db/dbtest"
)

// TestStories plays every story on both engines.
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
					t.Error(err)
				}
			})
		})
	}
}
