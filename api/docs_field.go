package api

import (
	"encoding"
	"encoding/json"
	"reflect"
	"strings"
	"time"

	"encaisse/app"
	"encaisse/base/day"
	"encaisse/base/money"
	"encaisse/base/words"
)

// docField is one row of a list of fields.
type docField struct{ Name, Kind, Must, Values, Doc string }

// maxDepth of fields inside fields that are listed.
const maxDepth = 3

func described(l words.Language, name string, f reflect.StructField, must bool) docField {
	out := docField{Name: name, Kind: kind(l, f.Type), Values: strings.ReplaceAll(f.Tag.Get("enum"), ",", " "), Doc: f.Tag.Get("doc")}
	if must || f.Tag.Get("required") == "true" {
		out.Must = catalog.Say(l, "docs.must")
	}
	return out
}

func bodyFields(l words.Language, t reflect.Type) []docField {
	return jsonFields(l, t, "", true, maxDepth)
}
func answerFields(l words.Language, t reflect.Type) []docField {
	return jsonFields(l, t, "", false, maxDepth)
}

// jsonFields lists the fields of a struct as JSON names them: lines[].sku.
func jsonFields(l words.Language, t reflect.Type, prefix string, input bool, depth int) (out []docField) {
	if t = bare(t); t.Kind() != reflect.Struct || leaf(t) || depth == 0 {
		return nil
	}
	for _, f := range reflect.VisibleFields(t) {
		name, options, _ := strings.Cut(f.Tag.Get("json"), ",")
		if f.Anonymous || !f.IsExported() || name == "-" || name == "" || input && (f.Tag.Get("query") != "" || f.Tag.Get("path") != "") {
			continue
		}
		must := input && !strings.Contains(options, "omit") && f.Tag.Get("required") != "false"
		out = append(out, described(l, prefix+name, f, must))
		inner := bare(f.Type)
		if inner.Kind() == reflect.Slice {
			inner, name = bare(inner.Elem()), name+"[]"
		}
		out = append(out, jsonFields(l, inner, prefix+name+".", input, depth-1)...)
	}
	return out
}

func bare(t reflect.Type) reflect.Type {
	for t.Kind() == reflect.Pointer {
		t = t.Elem()
	}
	return t
}

var textual = reflect.TypeFor[encoding.TextUnmarshaler]()

// leaf tells a struct that is one value in JSON.
func leaf(t reflect.Type) bool {
	return reflect.PointerTo(t).Implements(textual) || t == reflect.TypeFor[time.Time]()
}

func kind(l words.Language, t reflect.Type) string { return catalog.Say(l, kindKey(t)) }

func kindKey(t reflect.Type) string {
	t = bare(t)
	switch t {
	case reflect.TypeFor[money.Money]():
		return "kind.amount"
	case reflect.TypeFor[money.Decimal](), reflect.TypeFor[money.Price](), reflect.TypeFor[money.Quantity](), reflect.TypeFor[money.Percent]():
		return "kind.number"
	case reflect.TypeFor[day.Day]():
		return "kind.date"
	case reflect.TypeFor[time.Time]():
		return "kind.instant"
	case reflect.TypeFor[json.RawMessage]():
		return "kind.json"
	}
	switch t.Kind() {
	case reflect.Slice, reflect.Array:
		return "kind.list"
	case reflect.Bool:
		return "kind.boolean"
	case reflect.Struct, reflect.Map:
		if leaf(t) {
			return "kind.text"
		}
		return "kind.object"
	case reflect.Interface:
		return "kind.json"
	case reflect.String:
		return "kind.text"
	}
	return "kind.integer"
}

// curl is a request one can paste into a shell, with the fields that must be given.
func curl(e *app.Entry) string {
	var b strings.Builder
	b.WriteString("curl")
	if e.Method != "GET" {
		b.WriteString(" -X " + e.Method)
	}
	b.WriteString(` "$URL` + e.Path)
	sign := "?"
	for _, f := range e.Fields {
		if f.Query && e.In.FieldByIndex(f.Index).Tag.Get("required") == "true" {
			b.WriteString(sign + f.Name + "=…")
			sign = "&"
		}
	}
	b.WriteString("\" \\\n  -H \"Authorization: Bearer $KEY\"")
	if e.Question {
		return b.String()
	}
	b.WriteString(" \\\n  -H \"Idempotency-Key: $(uuidgen)\"")
	if body := example(e.In, 0); body != "{}" {
		b.WriteString(" \\\n  -H \"Content-Type: application/json\" \\\n  -d '" + strings.ReplaceAll(body, "'", `'\''`) + "'")
	}
	return b.String()
}

// example is a JSON value of a type, with the fields that must be given.
func example(t reflect.Type, depth int) string {
	switch kindKey(t) {
	case "kind.amount":
		return `"1200.00"`
	case "kind.number":
		return `"1"`
	case "kind.date":
		return `"2026-11-21"`
	case "kind.instant":
		return `"2026-11-21T09:30:00Z"`
	case "kind.integer":
		return "1"
	case "kind.boolean":
		return "true"
	case "kind.json":
		return "{}"
	case "kind.text":
		if bare(t) == reflect.TypeFor[money.Currency]() {
			return `"EUR"`
		}
		return `"…"`
	}
	t = bare(t)
	if t.Kind() == reflect.Slice {
		return "[" + example(t.Elem(), depth+1) + "]"
	}
	if t.Kind() != reflect.Struct || depth > maxDepth {
		return "{}"
	}
	var parts []string
	for _, f := range reflect.VisibleFields(t) {
		name, options, _ := strings.Cut(f.Tag.Get("json"), ",")
		must := name != "" && name != "-" && !f.Anonymous && f.Tag.Get("query") == "" && !strings.Contains(options, "omit")
		if !must {
			continue
		}
		value := example(f.Type, depth+1)
		if given := f.Tag.Get("example"); given != "" {
			value = quoted(value, given)
		} else if enum, _, _ := strings.Cut(f.Tag.Get("enum"), ","); enum != "" {
			value = quoted(value, enum)
		}
		parts = append(parts, `"`+name+`": `+value)
	}
	return "{" + strings.Join(parts, ", ") + "}"
}

// quoted writes a given text the way the value it replaces is written.
func quoted(value, given string) string {
	if strings.HasPrefix(value, `"`) {
		return `"` + given + `"`
	}
	return given
}
