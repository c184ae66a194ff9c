package form

import (
	"reflect"
	"strconv"

	"encaisse/base/refuse"
	"encaisse/base/words"
)

// Illegible lists the places of an input whose text is not legible: every
// engine refuses it (package db), here it is told by its place in the request.
func Illegible(in any) []refuse.Field {
	v := reflect.ValueOf(in)
	if legible(v) {
		return nil // every call comes by here: names are made up only when needed
	}
	return illegible(nil, v, "")
}

func legible(v reflect.Value) bool {
	switch v.Kind() {
	case reflect.String:
		return words.Legible(v.String())
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
		if !words.Legible(v.String()) {
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
