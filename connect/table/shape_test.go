package table

import "testing"

func TestDecimalIsFoundOverTheFile(t *testing.T) {
	cases := []struct {
		name, data string
		mark       Mark
		sure       Sure
		warning    string
		want       string // the number of the last row
	}{
		{"one cell tells", "n,w\n\"1,234\",\n\"1,5\",\n\"1,234\",\n", Comma, Certain, "", "1.234"},
		{"one cell tells the other", "n,w\n\"1,234\",\n1.5,\n\"1,234\",\n", Point, Certain, "", "1234"},
		{"both marks in a cell", "n,w\n\"1,234.50\",\n\"1,234\",\n", Point, Certain, "", "1234"},
		{"two groups", "n,w\n1.234.567,\n1.234,\n", Comma, Certain, "", "1234"},
		{"a blank for groups", "n,w\n\"1 234,567\",\n\"1,234\",\n", Comma, Certain, "", "1.234"},
		{"with a unit", "n,w\n\"12,50 €\",\n\"1,234\",\n", Comma, Certain, "", "1.234"},
		{"a whole number cannot have a fraction", "n,w\n\"1,234\",\n\"1,234\",\"1,234\"\n", Point, Certain, "", "1234"},
		{"a whole number with three zeros tells nothing", "n,w\n1.234,1.000\n", Point, Assumed, "table.decimal_ambiguous", "1.234"},
		{"a semicolon", "n;w\n1.234;\n", Comma, Likely, "table.decimal_ambiguous", "1234"},
		{"a comma between cells", "n,w\n1.234,\n", Point, Assumed, "table.decimal_ambiguous", "1.234"},
		{"French dates", "n\td\n1.234\t21/11/2026\n", Comma, Likely, "table.decimal_ambiguous", "1234"},
		{"American dates", "n\td\n1.234\t11/21/2026\n", Point, Likely, "table.decimal_ambiguous", "1.234"},
		{"more for than against", "n,w\n\"1,5\",\n\"2,5\",\n3.5,\n\"4,5\",\n", Comma, Likely, "table.decimal_mixed", "4.5"},
		{"no mark at all", "n,w\n12,\n", Point, Unused, "", "12"},
		{"no mark at all, semicolon", "n;w\n12;\n", Comma, Unused, "", "12"},
		{"text columns have no say", "n,t\n\"1,234\",1.5\n", Point, Assumed, "table.decimal_ambiguous", "1234"},
		{"nor have cells that are no numbers", "n,w\n\"a,5\",\n1.5,\n", Point, Certain, "", "1.5"},
	}
	columns := []Column{{Name: "n", Kind: Amount}, {Name: "w", Kind: Whole}, {Name: "d", Kind: Date}, {Name: "t"}}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			s := read(t, c.data, columns, Options{})
			if f := s.Shape.Decimal; f.Value != string(c.mark) || f.Sure != c.sure || warnings(s) != c.warning {
				t.Errorf("found %+v, warnings %q, want %s, %s, %q", f, warnings(s), c.mark, c.sure, c.warning)
			}
			if d, err := s.Rows[len(s.Rows)-1].Decimal("n"); err != nil || d.String() != c.want {
				t.Errorf("last row %v, %v, want %s", d, err, c.want)
			}
		})
	}
}

func TestDatesAreFoundOverTheFile(t *testing.T) {
	cases := []struct {
		name, data string
		order      DateOrder
		sure       Sure
		warning    string
		want       string // the day of the last row
	}{
		{"one cell tells", "d,n\n05/06/2026,\n21/11/2026,\n05/06/2026,\n", FR, Certain, "", "2026-06-05"},
		{"one cell tells the other", "d,n\n05/06/2026,\n11/21/2026,\n05/06/2026,\n", US, Certain, "", "2026-05-06"},
		{"another column tells", "d,e\n05/06/2026,11/21/2026\n", US, Certain, "", "2026-05-06"},
		{"a dot is French", "d,n\n05.06.2026,\n05/06/2026,\n", FR, Certain, "", "2026-06-05"},
		{"ambiguous, semicolon", "d;n\n05/06/2026;\n", FR, Likely, "", "2026-06-05"},
		{"ambiguous, decimal comma", "d,n\n05/06/2026,\"1,5\"\n", FR, Likely, "", "2026-06-05"},
		{"ambiguous, decimal point", "d,n\n05/06/2026,1.5\n", FR, Assumed, "table.date_ambiguous", "2026-06-05"},
		{"ambiguous, nothing else", "d,n\n05/06/2026,\n", FR, Assumed, "table.date_ambiguous", "2026-06-05"},
		{"the same either way", "d,n\n05/05/2026,\n", FR, Unused, "", "2026-05-05"},
		{"ISO only", "d,n\n2026-11-21,\n2026-06-05 00:00:00,\n", ISO, Certain, "", "2026-06-05"},
		{"ISO and American", "d,n\n2026-11-21,\n11/21/2026,\n", US, Certain, "", "2026-11-21"},
		{"ISO and ambiguous", "d,n\n2026-11-21,\n05/06/2026,\n", FR, Assumed, "table.date_ambiguous", "2026-06-05"},
		{"mixed", "d,n\n21/11/2026,\n11/21/2026,\n11/22/2026,\n05/06/2026,\n", US, Likely, "table.date_mixed", "2026-05-06"},
		{"a draw is French", "d,n\n11/21/2026,\n21/11/2026,\n", FR, Likely, "table.date_mixed", "2026-11-21"},
	}
	columns := []Column{{Name: "d", Kind: Date}, {Name: "e", Kind: Date}, {Name: "n", Kind: Decimal}}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			s := read(t, c.data, columns, Options{})
			if f := s.Shape.Dates; f.Value != string(c.order) || f.Sure != c.sure || warnings(s) != c.warning {
				t.Errorf("found %+v, warnings %q, want %s, %s, %q", f, warnings(s), c.order, c.sure, c.warning)
			}
			if d, err := s.Rows[len(s.Rows)-1].Day("d"); err != nil || d.String() != c.want {
				t.Errorf("last row %v, %v, want %s", d, err, c.want)
			}
		})
	}
}

func TestShapeCounts(t *testing.T) {
	s := read(t, "n;d\n1,5;21/11/2026\n2,5;05/06/2026\n3.5;22/11/2026\n1.234;\n", []Column{{Name: "n", Kind: Decimal}, {Name: "d", Kind: Date}}, Options{})
	if want := (Finding{Value: "comma", Sure: Likely, For: 2, Against: 1, Open: 1}); s.Shape.Decimal != want {
		t.Errorf("decimal %+v, want %+v", s.Shape.Decimal, want)
	}
	if want := (Finding{Value: "fr", Sure: Certain, For: 2, Open: 1}); s.Shape.Dates != want {
		t.Errorf("dates %+v, want %+v", s.Shape.Dates, want)
	}
	_, err := s.Rows[2].Decimal("n")
	wantCode(t, err, "table.number", "row=4", "value=3.5")
}

func TestShapeIsOverridden(t *testing.T) {
	data := "n;d\n1,5;21/11/2026\n1.234;05/06/2026\n"
	s := read(t, data, []Column{{Name: "n", Kind: Decimal}, {Name: "d", Kind: Date}}, Options{Decimal: Point, Dates: US})
	if s.Shape.Decimal.Sure != Given || s.Shape.Dates.Sure != Given || warnings(s) != "" {
		t.Errorf("shape %+v", s.Shape)
	}
	if d, err := s.Rows[1].Decimal("n"); err != nil || d.String() != "1.234" {
		t.Errorf("number %v, %v", d, err)
	}
	if d, err := s.Rows[1].Day("d"); err != nil || d.String() != "2026-05-06" {
		t.Errorf("day %v, %v", d, err)
	}
	_, err := s.Rows[0].Day("d")
	wantCode(t, err, "table.date", "row=2")
}
