package table

import (
	"bytes"
	"strings"
	"testing"

	"encaisse/base/day"
	"encaisse/base/money"
)

// What is written is read back as it was: amounts as numbers, texts that look
// like formulas as texts.
func TestAWorkbookIsReadBack(t *testing.T) {
	var b bytes.Buffer
	w, err := NewWorkbook(&b, "Factures [2026]/échues", []string{"number", "amount", "day", "note"})
	if err != nil {
		t.Fatal(err)
	}
	notes := []string{"=1+1", "@cmd", "-2", "a & <b>", " blanks ", "", "\x01\u202e🧾"}
	for i, note := range notes {
		if err := w.Write("F-"+string(rune('1'+i)), money.Money{Minor: -123456, Currency: "EUR"}, day.Of(2026, 11, 22), note); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	s, err := Read(b.Bytes(), []Column{{Name: "number", Required: true}, {Name: "amount", Kind: Amount}, {Name: "day", Kind: Date}, {Name: "note"}}, Options{})
	if err != nil || len(s.Rows) != len(notes) {
		t.Fatalf("%v, %d rows", err, len(s.Rows))
	}
	for i, row := range s.Rows {
		a, err := row.Amount("amount", "EUR")
		d, derr := row.Day("day")
		if err != nil || a != -123456 || derr != nil || d != day.Of(2026, 11, 22) {
			t.Errorf("row %d: %v %v, %v %v", i, a, err, d, derr)
		}
		want := strings.TrimSpace(strings.ReplaceAll(notes[i], "\x01", ""))
		if got := row.Text("note"); strings.TrimSpace(got) != want {
			t.Errorf("row %d: note %q, want %q", i, got, want)
		}
	}
	if bytes.Contains(b.Bytes(), []byte("<f>")) {
		t.Error("a formula in the file")
	}
}

func TestColumnsHaveLetters(t *testing.T) {
	for n, want := range map[int]string{0: "A", 25: "Z", 26: "AA", 701: "ZZ", 702: "AAA"} {
		if got := letters(n); got != want {
			t.Errorf("%d is %s, want %s", n, got, want)
		}
	}
}
