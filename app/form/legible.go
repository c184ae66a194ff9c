package form

import (
	"reflect"
	"strconv"
	"strings"
	"unicode/utf8"

	"encaisse/base/refuse"
)

// Illegible lists the places of an input whose text holds a zero byte or is
// not UTF-8: PostgreSQL keeps neither, so no engine is given them.
func Illegible(in any) []refuse.Field {
	v := reflect.ValueOf(in)
	if legible(v) {
		return nil // every call comes by here: names are made up only when needed
	}
	return illegible(nil, v, "")
}

func clean(s string) bool { return strings.IndexByte(s, 0) < 0 && utf8.ValidString(s) }

func legible(v reflect.Value) bool {
	switch v.Kind() {
	case reflect.String:
		return clean(v.String())
	case reflect.Pointer:
		return v.IsNil() || legible(v.Elem())
	case reflect.Struct:
		for i := range v.NumField() {
			if !legible(v.Field(i)) {
				return false
			}
		}
	case reflect.Slice:
		if v.Type().Elem().Kind() == reflect.Uint8 {
			return true
		}
		for i := range v.Len() {
			if !legible(v.Index(i)) {
				return false
			}
		}
	}
	return true
}

func illegible(list []refuse.Field, v reflect.Value, at string) []refuse.Field {
	switch v.Kind() {
	case reflect.String:
		if !clean(v.String()) {
			list = append(list, refuse.Field{Pointer: at, Code: "form.legible"})
		}
	case reflect.Pointer:
		if !v.IsNil() {
			list = illegible(list, v.Elem(), at)
		}
	case reflect.Struct:
		for i := range v.NumField() {
			place := at
			if name, _, _ := named(v.Type().Field(i)); name != "" {
				place += "/" + name
			}
			list = illegible(list, v.Field(i), place)
		}
	case reflect.Slice:
		for i := range v.Len() {
			list = illegible(list, v.Index(i), at+"/"+strconv.Itoa(i))
		}
	}
	return list
}
