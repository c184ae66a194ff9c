package table

import (
	"reflect"
	"testing"
)

const mapFile = "# Orders of the old system\r\n" +
	"\r\n" +
	"number = N° commande\r\n" +
	"customer = Client = code\r\n" +
	"currency := EUR\r\n" +
	"rate := 2.5\r\n" +
	"status.Shipped = shipped\r\n" +
	"status.En cours (N.B.) = new\r\n" +
	"status. = unknown\r\n" +
	"ordered_on.N/A =\r\n" +
	"date = FR\r\n" +
	"decimal = comma\r\n" +
	"separator = ;\r\n" +
	"encoding = latin1\r\n" +
	"sheet = Feuil1\r\n"

func TestParseMap(t *testing.T) {
	want := Map{
		Headers:   map[string]string{"number": "N° commande", "customer": "Client = code"},
		Constants: map[string]string{"currency": "EUR", "rate": "2.5"},
		Values: map[string]map[string]string{
			"status":     {"shipped": "shipped", "en cours (n.b.)": "new", "": "unknown"},
			"ordered_on": {"n/a": ""},
		},
		Encoding: Latin1, Separator: ';', Decimal: Comma, Dates: FR, Sheet: "Feuil1",
	}
	for name, data := range map[string]string{
		"UTF-8": mapFile, "with a mark": "\uFEFF" + mapFile, "Latin-1": string(latin1(mapFile)),
	} {
		if got, err := ParseMap([]byte(data)); err != nil || !reflect.DeepEqual(got, want) {
			t.Errorf("%s: %v\ngot  %+v\nwant %+v", name, err, got, want)
		}
	}
}

func latin1(s string) (b []byte) {
	for _, r := range s {
		b = append(b, byte(r))
	}
	return b
}

func TestMapNamesOfThings(t *testing.T) {
	for line, want := range map[string]Map{
		"separator = tab":         {Separator: '\t'},
		"separator = ,":           {Separator: ','},
		"encoding = windows-1252": {Encoding: CP1252},
		"encoding = utf-16le":     {Encoding: UTF16LE},
		"encoding = ISO-8859-1":   {Encoding: Latin1},
		"encoding = utf8":         {Encoding: UTF8},
		"decimal = Point":         {Decimal: Point},
		"date = iso":              {Dates: ISO},
	} {
		got, err := ParseMap([]byte(line))
		want.Headers, want.Constants, want.Values = got.Headers, got.Constants, got.Values
		if err != nil || !reflect.DeepEqual(got, want) {
			t.Errorf("%s: %+v, %v", line, got, err)
		}
	}
}

func TestMapLinesThatAreRefused(t *testing.T) {
	for name, lines := range map[string]string{
		"no sign":                 "\nname Client",
		"no column":               "\n= Client",
		"no header":               "\nname =",
		"no column for a value":   "\n.x = y",
		"a header twice":          "name = A\nname = B",
		"a header and a constant": "name = A\nname := B",
		"a value twice":           "status.New = a\nstatus.NEW = b",
		"a constant with a dot":   "\nstatus.x := a",
		"a reserved constant":     "\ndate := 2026-11-21",
		"an unknown order":        "\ndate = uk",
		"an order twice":          "date = fr\ndate = us",
		"an unknown mark":         "\ndecimal = dot",
		"an unknown separator":    "\nseparator = ;;",
		"no separator":            "\nseparator =",
		"an unknown encoding":     "\nencoding = ebcdic",
		"no sheet":                "\nsheet =",
	} {
		t.Run(name, func(t *testing.T) {
			_, err := ParseMap([]byte(lines))
			wantCode(t, err, "table.map", "row=2")
		})
	}
	_, err := ParseMap(make([]byte, maxMap+1))
	wantCode(t, err, "table.map")
	_, err = ParseMap([]byte("name = a\x00"))
	wantCode(t, err, "table.nul")
}

func TestReadWithAMap(t *testing.T) {
	m, err := ParseMap([]byte(mapFile))
	if err != nil {
		t.Fatal(err)
	}
	columns := []Column{
		{Name: "number", Required: true}, {Name: "customer", Required: true}, {Name: "currency", Required: true},
		{Name: "status"}, {Name: "ordered_on", Kind: Date}, {Name: "rate", Kind: Decimal}, {Name: "net", Kind: Amount},
	}
	s := read(t, string(latin1("n° COMMANDE;Client = code;status;ordered_on;net;currency\n"+
		"A1;Société;SHIPPED;05/06/2026;1.234;USD\nA2;B;;n/a;1,5;\nA3;B;other;;;\n")), columns, Options{Map: m})
	want := [][]string{
		{"A1", "Société", "EUR", "shipped", "05/06/2026", "2.5", "1.234"},
		{"A2", "B", "EUR", "unknown", "", "2.5", "1,5"},
		{"A3", "B", "EUR", "other", "", "2.5", ""},
	}
	if got := grid(s); !reflect.DeepEqual(got, want) {
		t.Errorf("got %q", got)
	}
	if !reflect.DeepEqual(s.Unknown, []string{"currency"}) { // the constant wins
		t.Errorf("unknown %q", s.Unknown)
	}
	if d, err := s.Rows[0].Decimal("rate"); err != nil || d.String() != "2.5" {
		t.Errorf("a constant has a point in any file: %v, %v", d, err)
	}
	if a, err := s.Rows[0].Amount("net", "EUR"); err != nil || a != 123400 {
		t.Errorf("net %d, %v", a, err)
	}
	if s.Rows[0].Has("ordered_on") != true || s.Rows[1].Has("ordered_on") {
		t.Error("n/a should be blank")
	}
	if h := s.Rows[0].Header("number"); h != "n° COMMANDE" {
		t.Errorf("header %q", h)
	}
	_, err = s.Rows[2].Amount("customer", "EUR")
	wantCode(t, err, "table.number", "row=4", "name=customer", "value=B")
}

func TestTranslatedNumbersAreExact(t *testing.T) {
	m := Map{Values: map[string]map[string]string{"rate": {"Normal": "5.5"}}}
	s := read(t, "rate\nNORMAL\n20,5\n", []Column{{Name: "rate", Kind: Decimal}}, Options{Map: m})
	if p, err := s.Rows[0].Percent("rate"); err != nil || p.String() != "5.5" {
		t.Errorf("got %v, %v", p, err)
	}
	if s.Shape.Decimal.Value != "comma" || s.Shape.Decimal.Sure != Certain {
		t.Errorf("a value of the map has no say: %+v", s.Shape.Decimal)
	}
}

func TestMapAgainstTheColumns(t *testing.T) {
	columns := []Column{{Name: "a"}, {Name: "b", Kind: Decimal}, {Name: "d", Kind: Date}}
	cases := []struct {
		name string
		m    Map
		code string
		args []string
	}{
		{"names that are no columns", Map{Headers: map[string]string{"x": "A"}, Constants: map[string]string{"y": "1"}, Values: map[string]map[string]string{"z": nil, "x": nil}}, "table.map_column", []string{"columns=[x", "y", "z]"}},
		{"a header that the file does not have", Map{Headers: map[string]string{"a": "Client", "b": "Prix"}}, "table.header_missing", []string{"headers=[Client", "Prix]", "found=[a"}},
		{"a constant that is no number", Map{Constants: map[string]string{"b": "2,5"}}, "table.map_constant", []string{"column=b"}},
		{"a constant that is no date", Map{Constants: map[string]string{"d": "21/11/2026"}}, "table.map_constant", []string{"column=d"}},
		{"an unknown order", Map{Dates: "uk"}, "table.option", []string{"option=date"}},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			_, err := Read([]byte("a,b,d\n1,2,\n"), columns, Options{Map: c.m})
			wantCode(t, err, c.code, c.args...)
		})
	}
}

// The name of a renamed column is free for a header of the file that means
// something else.
func TestRenamedColumnTakesOnlyItsHeader(t *testing.T) {
	s := read(t, "name,Client\n1,Dupont\n", texts("name"), Options{Map: Map{Headers: map[string]string{"name": "client"}}})
	if s.Rows[0].Text("name") != "Dupont" || !reflect.DeepEqual(s.Unknown, []string{"name"}) {
		t.Errorf("got %q, unknown %q", grid(s), s.Unknown)
	}
}

func TestOptionsWinOverTheMap(t *testing.T) {
	m := Map{Separator: ';', Decimal: Comma, Dates: FR, Encoding: Latin1}
	s := read(t, "b,d\n1.5,11/21/2026\n", []Column{{Name: "b", Kind: Decimal}, {Name: "d", Kind: Date}},
		Options{Separator: ',', Decimal: Point, Dates: US, Encoding: UTF8, Map: m})
	if got := s.Shape; got.Separator.Value != "," || got.Decimal.Value != "point" || got.Dates.Value != "us" || got.Encoding.Value != "utf-8" {
		t.Errorf("got %+v", got)
	}
}
