package cli

import (
	"encoding"
	"encoding/json"
	"fmt"
	"io"
	"reflect"
	"slices"
	"strings"
	"unicode/utf8"

	"encaisse/base/money"
	"encaisse/base/words"
)

// show prints an answer for people: an object as names and values, a list as a
// table, a page of a list with how to ask for the next one.
func show(out io.Writer, l words.Language, answer any) {
	v := solid(reflect.ValueOf(answer))
	switch {
	case !v.IsValid():
	case v.Kind() == reflect.Struct && !whole(v):
		if items, next, ok := page(v); ok {
			table(out, l, "", items)
			if next != "" {
				fmt.Fprintf(out, "%s --cursor %s\n", cliText(l, "cli.next"), next)
			}
			return
		}
		pairs(out, l, "", v)
	case v.Kind() == reflect.Slice && !whole(v):
		table(out, l, "", v)
	default:
		text, _ := cell(l, v)
		fmt.Fprintln(out, text)
	}
}

// solid follows pointers and interfaces; the zero Value when there is nothing.
func solid(v reflect.Value) reflect.Value {
	for v.IsValid() && (v.Kind() == reflect.Pointer || v.Kind() == reflect.Interface) {
		v = v.Elem()
	}
	return v
}

// whole tells that a value writes itself, though it is a struct or a list.
func whole(v reflect.Value) bool {
	switch v.Interface().(type) {
	case encoding.TextMarshaler, json.Marshaler, money.Money:
		return true
	}
	return v.Kind() == reflect.Slice && v.Type().Elem().Kind() == reflect.Uint8
}

// page takes a {items, next} apart.
func page(v reflect.Value) (items reflect.Value, next string, ok bool) {
	items, n := v.FieldByName("Items"), v.FieldByName("Next")
	if !items.IsValid() || !n.IsValid() || v.NumField() != 2 || items.Kind() != reflect.Slice {
		return items, "", false
	}
	next, _ = cell(words.English, n)
	return items, next, true
}

// leaf is one named value of an object.
type leaf struct {
	name  string
	value reflect.Value
}

// leaves are the values of a struct by their JSON names, in order; what is
// inside a struct inside has a dot in its name.
func leaves(prefix string, v reflect.Value) []leaf {
	var list []leaf
	t := v.Type()
	for i := range t.NumField() {
		sf := t.Field(i)
		name, _, _ := strings.Cut(sf.Tag.Get("json"), ",")
		if name == "-" || !sf.IsExported() && !sf.Anonymous {
			continue
		}
		f := v.Field(i)
		inner := solid(f)
		plain := inner.IsValid() && inner.Kind() == reflect.Struct && !whole(inner)
		switch {
		case sf.Anonymous && name == "" && plain:
			list = append(list, leaves(prefix, inner)...)
			continue
		case !sf.IsExported():
			continue
		case name == "":
			name = sf.Name
		}
		if plain {
			list = append(list, leaves(prefix+name+".", inner)...)
			continue
		}
		list = append(list, leaf{prefix + name, f})
	}
	return list
}

// rows tells that a value is a list of objects: a table of its own.
func rows(v reflect.Value) bool {
	v = solid(v)
	if !v.IsValid() || v.Kind() != reflect.Slice || whole(v) {
		return false
	}
	e := v.Type().Elem()
	for e.Kind() == reflect.Pointer {
		e = e.Elem()
	}
	return e.Kind() == reflect.Struct && !whole(reflect.New(e).Elem())
}

// pairs prints an object: its values, then its lists as tables.
func pairs(out io.Writer, l words.Language, indent string, v reflect.Value) {
	all := leaves("", v)
	width := 0
	for _, f := range all {
		if !rows(f.value) {
			width = max(width, utf8.RuneCountInString(f.name))
		}
	}
	for _, f := range all {
		if rows(f.value) {
			continue
		}
		text, _ := cell(l, f.value)
		fmt.Fprintln(out, strings.TrimRight(indent+pad(f.name, width, false)+"  "+text, " "))
	}
	for _, f := range all {
		if rows(f.value) && solid(f.value).Len() > 0 {
			fmt.Fprintf(out, "\n%s%s\n", indent, f.name)
			table(out, l, indent+"  ", solid(f.value))
		}
	}
}

// table prints a list of objects in columns.
func table(out io.Writer, l words.Language, indent string, v reflect.Value) {
	if v.Len() == 0 {
		fmt.Fprintln(out, indent+cliText(l, "cli.nothing"))
		return
	}
	if !rows(v) {
		for i := range v.Len() {
			text, _ := cell(l, v.Index(i))
			fmt.Fprintln(out, indent+text)
		}
		return
	}
	var head []string
	var body []map[string]string
	right := map[string]bool{}
	for i := range v.Len() {
		e := solid(v.Index(i))
		if !e.IsValid() {
			continue
		}
		line := map[string]string{}
		for _, f := range leaves("", e) {
			if !slices.Contains(head, f.name) {
				head = append(head, f.name)
			}
			text, figure := cell(l, f.value)
			if rows(f.value) {
				text, figure = fmt.Sprintf("(%d)", solid(f.value).Len()), true
			}
			line[f.name], right[f.name] = text, right[f.name] || figure
		}
		body = append(body, line)
	}
	grid(out, indent, head, body, right)
}

func grid(out io.Writer, indent string, head []string, body []map[string]string, right map[string]bool) {
	titles := map[string]string{}
	for _, name := range head {
		titles[name] = name
	}
	body = append([]map[string]string{titles}, body...)
	cells := make([]string, len(head))
	widths := make([]int, len(head))
	for i, name := range head {
		for _, line := range body {
			widths[i] = max(widths[i], utf8.RuneCountInString(line[name]))
		}
	}
	for _, line := range body {
		for i, name := range head {
			cells[i] = pad(line[name], widths[i], right[name])
		}
		fmt.Fprintln(out, strings.TrimRight(indent+strings.Join(cells, "  "), " "))
	}
}

func pad(s string, width int, right bool) string {
	space := strings.Repeat(" ", max(0, width-utf8.RuneCountInString(s)))
	if right {
		return space + s
	}
	return s + space
}
