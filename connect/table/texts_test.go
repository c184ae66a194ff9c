package table

import (
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"encaisse/base/words"
)

// Every code that the package says has a text, and every text is said.
func TestEveryCodeHasATextInBothLanguages(t *testing.T) {
	said := map[string]bool{}
	for _, key := range []string{"comma", "point", "iso", "fr", "us"} {
		said["table."+key] = true
	}
	files, _ := filepath.Glob("*.go")
	for _, f := range files {
		if strings.HasSuffix(f, "_test.go") || f == "texts.go" {
			continue
		}
		source, err := os.ReadFile(f)
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range regexp.MustCompile(`"(table\.[a-z_]+)"`).FindAllStringSubmatch(string(source), -1) {
			said[m[1]] = true
		}
	}
	got, want := slices.Sorted(maps.Keys(Texts)), slices.Sorted(maps.Keys(said))
	if !slices.Equal(got, want) {
		t.Errorf("texts\n%v\ncodes\n%v", got, want)
	}
	if faults := Texts.Faults(); len(faults) > 0 {
		t.Errorf("faults: %v", faults)
	}
}

// The arguments of a refusal fill every place of its sentence.
func TestSentences(t *testing.T) {
	catalog := words.NewCatalog(Texts)
	s := read(t, "n;d;x\n1.234;05/06/2026;1\n", []Column{{Name: "n", Kind: Decimal}, {Name: "d", Kind: Date}}, Options{})
	_, err := s.Rows[0].Amount("d", "EUR")
	wantCode(t, err, "table.number")
	var all []string
	for _, w := range s.Shape.Warnings {
		all = append(all, catalog.Say(words.French, w.Code, w.Args...))
	}
	want := []string{
		"Colonnes laissées de côté\u00a0: x.",
		"Rien ne dit si la virgule ou le point marque les décimales (cellules comme «\u00a01,234\u00a0»\u00a0: 1). Lecture retenue\u00a0: la virgule.",
	}
	if !slices.Equal(all, want) {
		t.Errorf("got %q", all)
	}
}
