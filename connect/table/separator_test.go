package table

import "testing"

func TestSeparators(t *testing.T) {
	cases := []struct {
		name, data string
		value      string
		sure       Sure
	}{
		{"one in the header", "a;b\n1,5;2\n", ";", Certain},
		{"one in the header, another in quotes", "\"a;x\",b\n1,2\n", ",", Certain},
		{"the known headers decide", "a;x,y;b\n1;2,3,4;5\n", ";", Likely},
		{"even records decide", "p,q;r\n1,2;3\n4;5\n6;7\n", ";", Likely},
		{"one column", "a\nx\n", ",", Assumed},
		{"one column with commas", "a\nx,y\nz\n", ";", Assumed},
		{"one column with commas and semicolons", "a\nx,y\nz;1\n", "tab", Assumed},
		{"a tab", "a\tb\n1\t2\n", "tab", Certain},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			s := read(t, c.data, texts("a", "b"), Options{})
			if f := s.Shape.Separator; f.Value != c.value || f.Sure != c.sure {
				t.Errorf("found %+v, want %q, %s", f, c.value, c.sure)
			}
		})
	}
}

func TestSeparatorGiven(t *testing.T) {
	s := read(t, "a|b,c\n1|2\n", texts("a"), Options{Separator: '|'})
	if s.Rows[0].Text("a") != "1" || s.Shape.Separator != (Finding{Value: "|", Sure: Given}) {
		t.Errorf("got %q, %+v", grid(s), s.Shape.Separator)
	}
}
