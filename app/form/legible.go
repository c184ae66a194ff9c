package form

import (
	"reflect"
	"slices"
	"strconv"

	"encaisse/base/refuse"
	"encaisse/base/words"
)

// paged are the fields of a body whose text may have several lines. Every other
// one stays on its line: a name, a number, a code with a line end in it breaks
// the lists, files and letters it stands in, and one with a character that turns
// the direction of writing changes what is read beside it. "with" holds fields of other
// commands, judged there; a separator may be a tab.
var paged = []string{"address", "closing", "comment", "note", "reason", "separator", "street", "with"}

// Illegible lists the places of an input whose text is not legible: every
// engine refuses it (package db), here it is told by its place in the request.
// So is a text of several lines, or that turns the direction, where one belongs; what only names a thing (a
// path, a query) may be as it was kept once.
func Illegible(in any) []refuse.Field {
	v := reflect.ValueOf(in)
	if legible(v, false) {
		return nil // every call comes by here: names are made up only when needed
	}
	return illegible(nil, v, "", false)
}

func legible(v reflect.Value, line bool) bool {
	switch v.Kind() {
	case reflect.String:
		return words.Legible(v.String()) && (!line || words.OneLine(v.String()) && !words.Turned(v.String()))
	case reflect.Pointer:
		return v.IsNil() || legible(v.Elem(), line)
	case reflect.Struct:
		for i := range v.NumField() {
			if !legible(v.Field(i), oneLine(v.Type().Field(i))) {
				return false
			}
		}
	case reflect.Slice:
		if v.Type().Elem().Kind() == reflect.Uint8 {
			return true
		}
		for i := range v.Len() {
			if !legible(v.Index(i), line) {
				return false
			}
		}
	}
	return true
}

func illegible(list []refuse.Field, v reflect.Value, at string, line bool) []refuse.Field {
	switch v.Kind() {
	case reflect.String:
		switch s := v.String(); {
		case !words.Legible(s):
			list = append(list, refuse.Field{Pointer: at, Code: "form.legible"})
		case line && !words.OneLine(s):
			list = append(list, refuse.Field{Pointer: at, Code: "form.one_line"})
		case line && words.Turned(s):
			list = append(list, refuse.Field{Pointer: at, Code: "form.turned"})
		}
	case reflect.Pointer:
		if !v.IsNil() {
			list = illegible(list, v.Elem(), at, line)
		}
	case reflect.Struct:
		for i := range v.NumField() {
			place := at
			if name, _, _ := named(v.Type().Field(i)); name != "" {
				place += "/" + name
			}
			list = illegible(list, v.Field(i), place, oneLine(v.Type().Field(i)))
		}
	case reflect.Slice:
		for i := range v.Len() {
			list = illegible(list, v.Index(i), at+"/"+strconv.Itoa(i), line)
		}
	}
	return list
}

// oneLine reports whether a field is of a body and its text of one line.
func oneLine(f reflect.StructField) bool {
	name, kind, _ := named(f)
	return kind == "json" && name != "" && !slices.Contains(paged, name)
}
