package words_test

import (
	"errors"
	"slices"
	"testing"
	"time"

	"encaisse/base/day"
	"encaisse/base/money"
	"encaisse/base/refuse"
	"encaisse/base/words"
)

func TestParseLanguage(t *testing.T) {
	for s, want := range map[string]words.Language{
		"":                         words.French,
		"fr":                       words.French,
		"fr-FR":                    words.French,
		"fr-CA":                    words.Quebecois,
		"fr_ca":                    words.Quebecois,
		"FR-ca,fr;q=0.9":           words.Quebecois,
		"en":                       words.English,
		"en-GB,en;q=0.8":           words.English,
		"de, en;q=0.5, fr;q=0.4":   words.English,
		"en;q=0.5,fr-CA;q=0.7, *":  words.Quebecois,
		"de":                       words.French,
		"en;q=0":                   words.French,
		"en;q=2,en;q=x,fr-CA;q=-1": words.French,
		"french":                   words.French,
		"en;q=NaN":                 words.French,
		"fr;q=0.9,en;q=0.9":        words.French, // the first of equals
	} {
		if got := words.ParseLanguage(s); got != want {
			t.Errorf("%q: %s, want %s", s, got, want)
		}
	}
}

func TestAmount(t *testing.T) {
	for _, c := range []struct {
		l    words.Language
		m    money.Money
		want string
	}{
		{words.French, money.Amount(123456).In("EUR"), "1\u202f234,56\u00a0€"},
		{words.French, money.Amount(123456).In("CAD"), "1\u202f234,56\u00a0CAD"},
		{words.French, money.Amount(-123456789).In("EUR"), "\u22121\u202f234\u202f567,89\u00a0€"},
		{words.French, money.Amount(1234).In("JPY"), "1\u202f234\u00a0JPY"},
		{words.French, money.Amount(5).In("EUR"), "0,05\u00a0€"},
		{words.Quebecois, money.Amount(123456).In("CAD"), "1\u202f234,56\u00a0$"},
		{words.Quebecois, money.Amount(123456).In("USD"), "1\u202f234,56\u00a0USD"},
		{words.Quebecois, money.Amount(123456).In("EUR"), "1\u202f234,56\u00a0€"},
		{words.English, money.Amount(123456).In("EUR"), "€1,234.56"},
		{words.English, money.Amount(123456).In("CAD"), "$1,234.56"},
		{words.English, money.Amount(123456).In("USD"), "$1,234.56"},
		{words.English, money.Amount(-123456).In("USD"), "\u2212$1,234.56"},
		{words.English, money.Amount(123456).In("GBP"), "1,234.56\u00a0GBP"},
		{words.English, money.Amount(-1234).In("JPY"), "\u22121,234\u00a0JPY"},
		{words.English, money.Amount(99999).In("EUR"), "€999.99"},
		{words.French, money.Amount(1).In(""), "0,01\u00a0¤"},
	} {
		if got := words.Amount(c.l, c.m); got != c.want {
			t.Errorf("%s %s: %q, want %q", c.l, c.m, got, c.want)
		}
	}
}

func TestTyped(t *testing.T) {
	for _, c := range []struct {
		l            words.Language
		plain, typed string
	}{
		{words.French, "1234.56", "1234,56"},
		{words.French, "-0.5", "-0,5"},
		{words.French, "1234567", "1234567"},
		{"fr-CA", "12.5", "12,5"},
		{words.English, "1234.56", "1234.56"},
		{words.English, "1234", "1234"},
	} {
		if got := words.Typed(c.l, c.plain); got != c.typed || words.Untyped(got) != c.plain {
			t.Errorf("%s %s: %q, read back as %q", c.l, c.plain, got, words.Untyped(got))
		}
	}
	for typed, plain := range map[string]string{"1 234,56": "1234.56", "1\u202f234,56 €": "1234.56", "1,234.56": "1234.56", "1'234.5": "1234.5", "1.234,5": "1234.5", "douze": "douze", "12/6": "12/6"} {
		if got := words.Untyped(typed); got != plain {
			t.Errorf("%q is read as %q, not %q", typed, got, plain)
		}
	}
	for _, left := range []string{"", "1 234,56", "1,5", "2.5.1", "15.5 %", "12."} {
		if got := words.Typed(words.French, left); got != left {
			t.Errorf("%q became %q", left, got)
		}
	}
}

func TestDateAndNumber(t *testing.T) {
	d := day.Of(2026, 11, 2)
	for _, c := range []struct{ got, want string }{
		{words.Date(words.French, d), "02/11/2026"},
		{words.Date(words.Quebecois, d), "2026-11-02"},
		{words.Date(words.English, d), "2026-11-02"},
		{words.Date(words.French, 0), ""},
		{words.DayOfYear(words.French, d), "02/11"},
		{words.DayOfYear(words.Quebecois, d), "11-02"},
		{words.DayOfYear(words.English, d), "11-02"},
		{words.Number(words.French, money.Quantity(1234_500000)), "1\u202f234,5"},
		{words.Number(words.English, money.Quantity(1234_500000)), "1,234.5"},
		{words.Number(words.French, money.Percent(9_975000)), "9,975"},
		{words.Number(words.French, money.Price(1_115000)), "1,115"},
		{words.Number(words.French, int64(-1234567)), "\u22121\u202f234\u202f567"},
		{words.Number(words.English, 100), "100"},
		{words.Number(words.French, "79.2"), "79,2"},
		{words.Number(words.French, "n/a"), "n/a"},
		{words.Percentage(words.French, 5_500000), "5,5\u00a0%"},
		{words.Percentage(words.English, 5_500000), "5.5%"},
		{words.InPercent(words.French, "18.7"), "18,7\u00a0%"},
		{words.InPercent(words.English, "18.7"), "18.7%"},
		{words.UnitPrice(words.French, 26_125000, "EUR"), "26,125\u00a0€"},
		{words.UnitPrice(words.English, 1226_125000, "EUR"), "€1,226.125"},
		{words.UnitPrice(words.English, -1_500000, "CAD"), "\u2212$1.50"},
	} {
		if c.got != c.want {
			t.Errorf("%q, want %q", c.got, c.want)
		}
	}
}

type state string

var spoken = words.NewCatalog(words.Texts{
	"order.state":  {FR: "La commande {number} est {state}.", EN: "Order {number} is {state}."},
	"state.held":   {FR: "bloquée", EN: "on hold"},
	"all":          {FR: "{v}", EN: "{v}"},
	"plain":        {FR: "Rien } à { dire", EN: "Nothing"},
	"rows":         {FR: "{n} {n:ligne|lignes}", EN: "{n} {n:row|rows}"},
	"twice":        {FR: "{a}{a}{b}", EN: "{a}{b}"},
	"credit.limit": {FR: "Encours {exposure} > {limit}", EN: "Exposure {exposure} > {limit}"},
})

func arg(name string, v any) refuse.Arg { return refuse.Arg{Name: name, Value: v} }

func TestSay(t *testing.T) {
	for _, x := range []struct {
		l    words.Language
		key  string
		args []refuse.Arg
		want string
	}{
		{words.French, "order.state", []refuse.Arg{arg("state", words.Key("state.held")), arg("number", "C2")}, "La commande C2 est bloquée."},
		{words.English, "order.state", []refuse.Arg{arg("number", "{state}"), arg("state", "x")}, "Order {state} is x."},
		{words.Quebecois, "credit.limit", []refuse.Arg{arg("exposure", money.Amount(6380000).In("CAD")), arg("limit", money.Amount(6000000).In("CAD"))},
			"Encours 63\u202f800,00\u00a0$ > 60\u202f000,00\u00a0$"},
		{words.French, "order.state", []refuse.Arg{arg("number", "C2")}, "La commande C2 est {state}."},
		{words.French, "no.such", nil, "no.such"},
		{words.French, "plain", nil, "Rien } à { dire"},
		{words.French, "rows", []refuse.Arg{arg("n", 0)}, "0 ligne"}, {words.French, "rows", []refuse.Arg{arg("n", 1)}, "1 ligne"},
		{words.French, "rows", []refuse.Arg{arg("n", 1001)}, "1\u202f001 lignes"}, {words.English, "rows", []refuse.Arg{arg("n", 0)}, "0 rows"},
		{words.English, "rows", []refuse.Arg{arg("n", int64(1))}, "1 row"}, {words.English, "rows", []refuse.Arg{arg("n", 21)}, "21 rows"},
		{words.French, "twice", []refuse.Arg{arg("a", 1), arg("b", 2)}, "112"},
	} {
		if got := spoken.Say(x.l, x.key, x.args...); got != x.want {
			t.Errorf("%s %s: %q, want %q", x.l, x.key, got, x.want)
		}
	}
}

func TestValuesOfASentence(t *testing.T) {
	for _, x := range []struct {
		v      any
		fr, en string
	}{
		{day.Of(2026, 11, 21), "21/11/2026", "2026-11-21"},
		{money.Percent(5_500000), "5,5\u00a0%", "5.5%"},
		{money.Quantity(2_500000), "2,5", "2.5"},
		{money.Price(100_000000), "100,00", "100.00"},
		{1234, "1\u202f234", "1,234"},
		{state("draft"), "draft", "draft"},
		{"1234", "1234", "1234"},
		{true, "oui", "yes"},
		{false, "non", "no"},
		{errors.New("disk"), "disk", "disk"},
		{time.Monday, "Monday", "Monday"},
		{nil, "", ""},
		{[]string{"a", "b"}, "a, b", "a, b"},
		{[]day.Day{1, 2}, "02/01/1970, 03/01/1970", "1970-01-02, 1970-01-03"},
		{[]words.Key{"state.held"}, "bloquée", "on hold"},
		{money.Amount(150), "1,50\u00a0¤", "¤1.50"},
	} {
		if fr := spoken.Say(words.French, "all", arg("v", x.v)); fr != x.fr {
			t.Errorf("%#v: %q, want %q", x.v, fr, x.fr)
		}
		if en := spoken.Say(words.English, "all", arg("v", x.v)); en != x.en {
			t.Errorf("%#v: %q, want %q", x.v, en, x.en)
		}
	}
}

func TestCatalog(t *testing.T) {
	one, two := words.Texts{"b": {}, "a": {}}, words.Texts{"c": {}}
	c := words.NewCatalog(one, two)
	if !c.Has("a") || c.Has("d") || !slices.Equal(c.Keys(), []string{"a", "b", "c"}) {
		t.Errorf("keys %v", c.Keys())
	}
	defer func() {
		if recover() == nil {
			t.Error("two texts for one key pass")
		}
	}()
	words.NewCatalog(one, words.Texts{"a": {}})
}

// What is printed in French keeps its signs with the word before, and nothing
// else of it is changed.
func TestTypeset(t *testing.T) {
	for _, x := range []struct{ typed, french, quebec string }{
		{"Stock : « {sku} », {n} ; il n'y a rien !", "Stock\u00a0: «\u00a0{sku}\u00a0», {n}\u00a0; il n’y a rien\u00a0!", "Stock\u00a0: «\u00a0{sku}\u00a0», {n}; il n’y a rien!"},
		{"Que faire ?", "Que faire\u00a0?", "Que faire?"},
		{"déjà\u00a0: dit\u202f?", "déjà\u00a0: dit\u00a0?", "déjà\u00a0: dit?"},
		{" ; ", "\u00a0; ", "; "},
		{"l'{item} : {n:ligne|lignes}", "l’{item}\u00a0: {n:ligne|lignes}", "l’{item}\u00a0: {n:ligne|lignes}"},
		{"à 12:30, http://a.b?c=d;e, --listen :8080, 'x' \"a\":1, état:ouvert", "", ""},
		{"", "", ""},
	} {
		french, quebec := x.french, x.quebec
		if french == "" {
			french, quebec = x.typed, x.typed
		}
		text := words.Text{FR: x.typed, EN: x.typed}
		c := words.NewCatalog(words.Texts{"x": text})
		for l, want := range map[words.Language]string{words.French: french, words.Quebecois: quebec, words.English: x.typed} {
			if got := c.Say(l, "x"); got != want || text.In(l) != want {
				t.Errorf("%s: %q, want %q", l, got, want)
			}
			if again := (words.Text{FR: want, EN: want}).In(l); again != want {
				t.Errorf("%s: set again %q, want %q", l, again, want)
			}
		}
	}
	if fr, en := words.Labelled(words.French, "Remise", "5"), words.Labelled(words.English, "Discount", "5"); fr != "Remise\u00a0: 5" || en != "Discount: 5" {
		t.Error(fr, en)
	}
}

// A text is found by what a keyboard types of it.
func TestPlainTyped(t *testing.T) {
	if got := words.Plain(" État de l’encours\u00a0: dû\u202f? "); got != "etat de l'encours : du ?" {
		t.Error(got)
	}
}

func TestFaults(t *testing.T) {
	texts := words.Texts{
		"good":  {FR: "{a} puis {b}", EN: "{b} after {a}"},
		"empty": {FR: "x"},
		"args":  {FR: "{a}", EN: "{b}"},
	}
	if got := texts.Faults(); !slices.Equal(got, []string{"args", "empty"}) {
		t.Errorf("faults %v", got)
	}
	if got := words.Base.Faults(); got != nil {
		t.Errorf("faults %v in the texts of base", got)
	}
}

// Every refusal of money and day has its sentence, and the sentence gets all
// the arguments that it names.
func TestBaseRefusalsHaveSentences(t *testing.T) {
	c := words.NewCatalog(words.Base)
	fails := func(_ any, err error) error { return err }
	seen := map[string]bool{}
	for _, err := range []error{
		fails(money.ParseDecimal("x")),
		fails(money.ParseAmount("1.005", "EUR")),
		fails(money.ParseAmount("1e90", "EUR")),
		fails(money.ParseCurrency("XXX")),
		fails(money.Extend(1, 1, "EUR", -1)),
		fails(money.MulDiv(1, 1, 0)),
		fails(money.ProRata(1, nil)),
		fails(day.Parse("x")),
	} {
		r, ok := refuse.As(err)
		if !ok || !c.Has(r.Code) {
			t.Fatalf("no sentence for %v", err)
		}
		for _, l := range []words.Language{words.French, words.English} {
			if s := c.Say(l, r.Code, r.Args...); slices.Contains([]byte(s), '{') {
				t.Errorf("%s: %s", l, s)
			}
		}
		seen[r.Code] = true
	}
	for _, key := range c.Keys() {
		if !seen[key] {
			t.Errorf("no refusal seen for the sentence %s", key)
		}
	}
}

func TestLegible(t *testing.T) {
	for text, ok := range map[string]bool{
		"": true, "Élan\t1\r\n2 — 日本 😀": true, "\u007f\u0085": true, "\ufffd": true, // the mark itself
		"a\x00": false, "\x01": false, "\x0b": false, "\x1f": false, "\xff": false, "\xc0\x80": false, "\xed\xa0\x80": false, "x\ufffe": false, "\uffff": false,
	} {
		if words.Legible(text) != ok {
			t.Errorf("%q: legible %v", text, !ok)
		}
		if clean := words.Readable(text); !words.Legible(clean) || ok && clean != text {
			t.Errorf("%q is made readable as %q", text, clean)
		}
	}
}

func TestTurned(t *testing.T) {
	for text, turned := range map[string]bool{
		"": false, "Élan, 日本 😀": false, "\u200eשלום\u200f \u061c": false,
		"a\u202a": true, "\u202b": true, "\u202c": true, "\u202d": true, "a\u202eb": true, "\u2065": false, "\u2066": true, "\u2067": true, "\u2068": true, "\u2069": true,
	} {
		if words.Turned(text) != turned {
			t.Errorf("%q: turned %v", text, !turned)
		}
	}
}

func TestOneLine(t *testing.T) {
	for text, ok := range map[string]bool{
		"": true, "Élan, 日本 😀 \u00a0\ufffd": true,
		"a\n": false, "\r": false, "a\tb": false, "\x00": false, "\u007f": false, "\u0085": false, "a\u2028b": false, "\u2029": false,
	} {
		if words.OneLine(text) != ok {
			t.Errorf("%q: one line %v", text, !ok)
		}
	}
}

func TestUnit(t *testing.T) {
	for _, c := range []struct {
		l        words.Language
		q, unit  string
		quantity string
	}{
		{words.French, "6", "pièce", "pièces"},
		{words.French, "1", "pièce", "pièce"},
		{words.French, "0", "pièce", "pièce"},
		{words.French, "1.5", "pièce", "pièce"},
		{words.French, "1.999999", "pièce", "pièce"},
		{words.French, "2", "pièce", "pièces"},
		{words.French, "-3", "pièce", "pièces"},
		{words.French, "1000", "Carton", "cartons"},
		{words.French, "12", "rouleau", "rouleaux"},
		{words.French, "2", "mois", "mois"},
		{words.French, "2", "piece", "pièces"},
		{words.Quebecois, "1.5", "boîtes", "boîte"},
		{words.English, "6", "pièce", "pieces"},
		{words.English, "1", "pièce", "piece"},
		{words.English, "-1", "pièce", "piece"},
		{words.English, "0", "box", "boxes"},
		{words.English, "1.5", "piece", "pieces"},
		{words.English, "2", "boîte", "boxes"},
		{words.English, "20", "kg", "kg"},
		{words.French, "20", "kg", "kg"},
		{words.French, "2", "m", "m"},
		{words.French, "4", "Palox", "Palox"}, // a word of the company's own
	} {
		q, err := money.ParseQuantity(c.q)
		if err != nil {
			t.Fatal(err)
		}
		if got := words.Unit(c.l, q, c.unit); got != c.quantity {
			t.Errorf("%s %s %s: %s, want %s", c.l, c.q, c.unit, got, c.quantity)
		}
	}
}
