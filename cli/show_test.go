package cli

import (
	"strings"
	"testing"

	"encaisse/base/day"
	"encaisse/base/db"
	"encaisse/base/money"
	"encaisse/base/words"
)

type shownLine struct {
	SKU string         `json:"sku"`
	Qty money.Quantity `json:"quantity"`
	Net money.Money    `json:"net"`
}

type shown struct {
	ID    string         `json:"id"`
	Due   day.Day        `json:"due_on"`
	Paid  bool           `json:"paid"`
	Rate  *money.Percent `json:"rate"`
	Hold  []string       `json:"hold"`
	Where struct {
		City string `json:"city"`
	} `json:"where"`
	Lines  []shownLine `json:"lines"`
	secret string
}

func sample() shown {
	v := shown{ID: "ord_1", Due: day.Of(2026, 11, 21), Hold: []string{"limit", "late"}, secret: "x",
		Lines: []shownLine{
			{"conseil", money.Units(8), money.Amount(80000).In("EUR")},
			{"vis", money.Units(1200), money.Amount(123456).In("EUR")}}}
	v.Where.City = "Lyon"
	return v
}

func TestShowObject(t *testing.T) {
	var b strings.Builder
	show(&b, words.French, sample())
	want := strings.ReplaceAll(`id          ord_1
due_on      21/11/2026
paid        non
rate
hold        limit, late
where.city  Lyon

lines
  sku      quantity         net
  conseil         8    800,00_€
  vis         1~200  1~234,56_€
`, "~", "\u202f")
	if want = strings.ReplaceAll(want, "_€", "\u00a0€"); b.String() != want {
		t.Errorf("shown:\n%s\nwant:\n%s", b.String(), want)
	}
}

func TestShowLists(t *testing.T) {
	next := "cur_7"
	type page struct {
		Items []shown `json:"items"`
		Next  *string `json:"next"`
	}
	for _, c := range []struct {
		what any
		want string
	}{
		{page{Items: []shown{sample()}, Next: &next}, "id     due_on      paid  rate  hold         where.city  lines\n" +
			"ord_1  2026-11-21  no          limit, late  Lyon          (2)\nnext: --cursor cur_7\n"},
		{&page{}, "(nothing)\n"},
		{[]string{"a", "b"}, "a\nb\n"},
		{money.Amount(5).In("EUR"), "€0.05\n"},
		{db.ID(1234567890123456789), "1234567890123456789\n"},
		{struct {
			Event *db.ID `json:"event,string"`
			Count int64  `json:"count"`
		}{new(db.ID(1234567890123456789)), 1234}, "event  1234567890123456789\ncount  1,234\n"},
		{nil, ""},
	} {
		var b strings.Builder
		show(&b, words.English, c.what)
		if b.String() != c.want {
			t.Errorf("%v is shown\n%swant\n%s", c.what, b.String(), c.want)
		}
	}
}

func TestLanguage(t *testing.T) {
	t.Setenv("LC_ALL", "")
	t.Setenv("LC_MESSAGES", "")
	for lang, want := range map[string]words.Language{"": words.French, "C.UTF-8": words.French, "en_US.UTF-8": words.English,
		"fr_CA.UTF-8": words.Quebecois, "fr_FR": words.French, "POSIX": words.French} {
		t.Setenv("LANG", lang)
		if got := wanted(nil); got != want {
			t.Errorf("LANG=%s: %s, want %s", lang, got, want)
		}
	}
	t.Setenv("LANG", "fr_FR.UTF-8")
	if got := wanted([]string{"order.show", "--lang", "en"}); got != words.English {
		t.Errorf("--lang en: %s", got)
	}
}

func TestTextsAreWhole(t *testing.T) {
	if f := Texts.Faults(); len(f) > 0 {
		t.Errorf("texts with faults: %v", f)
	}
}
