package scenario

import (
	"reflect"
	"strings"
	"testing"
)

func TestParse(t *testing.T) {
	got, err := Parse("a.txt", `# a comment

order.place   number=C1 customer="Dupont & fils" lines=conseil:8,vis:2@1.50-10%   # and why
see order.show number=C1 .number=C1 note="" say="a \"b\" \\ # c"
	! order.retry number=C1 order.state
payment.receive amount=500.00 > p
as cathy credit
idle
`)
	if err != nil {
		t.Fatal(err)
	}
	want := []Line{
		{File: "a.txt", No: 3, Verb: "order.place", Args: []Arg{{"number", "C1"}, {"customer", "Dupont & fils"}, {"lines", "conseil:8,vis:2@1.50-10%"}}},
		{File: "a.txt", No: 4, Kind: See, Verb: "order.show", Args: []Arg{{"number", "C1"}, {".number", "C1"}, {"note", ""}, {"say", `a "b" \ # c`}}},
		{File: "a.txt", No: 5, Kind: Refuse, Verb: "order.retry", Args: []Arg{{"number", "C1"}}, Code: "order.state"},
		{File: "a.txt", No: 6, Verb: "payment.receive", Args: []Arg{{"amount", "500.00"}}, Keep: "p"},
		{File: "a.txt", No: 7, Verb: "as", Words: []string{"cathy", "credit"}},
		{File: "a.txt", No: 8, Verb: "idle"},
	}
	if len(got) != len(want) {
		t.Fatalf("%d lines, want %d: %+v", len(got), len(want), got)
	}
	for i := range want {
		if !reflect.DeepEqual(got[i], want[i]) {
			t.Errorf("line %d is\n%+v, want\n%+v", i, got[i], want[i])
		}
	}
}

func TestParseErrors(t *testing.T) {
	for _, c := range []struct{ text, want string }{
		{"\nsee", "s.txt:2: a line begins with a verb"},
		{"!", "s.txt:1: a line begins with a verb"},
		{"a=b", "s.txt:1: a line begins with a verb"},
		{`order.place note="open`, "s.txt:1: the quotation mark of"},
		{`order.place note="a"b`, "s.txt:1: a space is missing after"},
		{"order.place =b", "s.txt:1: a name is missing before ="},
		{"! order.retry number=C1", "s.txt:1: a line with ! ends with one code"},
		{"! order.retry number=C1 a b", "s.txt:1: a line with ! ends with one code"},
		{"order.retry C1", `s.txt:1: "C1" is neither`},
		{"order.retry number=C1 > k=v", "s.txt:1: after > comes the name"},
	} {
		if _, err := Parse("s.txt", c.text); err == nil || !strings.HasPrefix(err.Error(), c.want) {
			t.Errorf("%q: %v, want %s…", c.text, err, c.want)
		}
	}
}

func TestAnswer(t *testing.T) {
	a, err := take(map[string]any{
		"state": "confirmed", "net": "1200.00", "n": 3, "ok": true, "none": nil, "hold": []string{"limit", "late"},
		"lines": []map[string]any{{"sku": "a", "tax": map[string]any{"rate": "20"}}, {"sku": "b", "tax": map[string]any{"rate": "5.5"}}},
		"big":   int64(9007199254740993),
	})
	if err != nil {
		t.Fatal(err)
	}
	for path, want := range map[string]string{
		"state": "confirmed", "net": "1200.00", "n": "3", "ok": "true", "none": "", "hold": "limit,late",
		"lines.sku": "a,b", "lines.1.sku": "b", "lines.tax.rate": "20,5.5", "lines.#": "2", "big": "9007199254740993",
		"lines.0.tax": `{"rate":"20"}`,
	} {
		if got, err := a.text(path); err != nil || got != want {
			t.Errorf("%s is %q %v, want %q", path, got, err, want)
		}
	}
	for path, want := range map[string]string{
		"stat":        `stat: the answer has no "stat", it has big,`,
		"lines.2.sku": "lines.2.sku: there is no element 2, there are 2",
		"state.x":     `state.x: confirmed has no parts, asked for "x"`,
	} {
		if _, err := a.text(path); err == nil || !strings.HasPrefix(err.Error(), want) {
			t.Errorf("%s: %v, want %s", path, err, want)
		}
	}
}
