package app

import (
	"fmt"
	"reflect"
	"strconv"
	"strings"

	"encaisse/app/form"
	"encaisse/base/refuse"
)

// point adds to a refusal that names no place of the input the one it is about,
// so that every door shows it there: the only place that says the value which
// does not exist or is not right, or the one whose name ends the constraint that
// a second of its kind breaks.
func point(err error, in any) {
	r, ok := refuse.As(err)
	if !ok || len(r.Fields) > 0 {
		return
	}
	var found []string
	switch {
	case strings.HasPrefix(r.Code, unique):
		name := r.Code[strings.LastIndexByte(r.Code, '_')+1:]
		if _, err := form.Find(reflect.TypeOf(in).Elem(), name); err == nil {
			found = append(found, "/"+name)
		}
	case r.Kind == refuse.Missing || r.Kind == refuse.Invalid:
		for _, a := range r.Args {
			found = saying(found, reflect.ValueOf(in), a.Value, "")
		}
	}
	if len(found) == 1 {
		r.Fields = []refuse.Field{{Pointer: found[0], Code: r.Code, Args: r.Args}}
	}
}

// saying adds the places of v that say what was refused: the same text, or the
// same value of a type of its own. Plain numbers are too often equal by chance.
func saying(list []string, v reflect.Value, refused any, at string) []string {
	switch v.Kind() {
	case reflect.Pointer:
		if !v.IsNil() {
			return saying(list, v.Elem(), refused, at)
		}
		return list
	case reflect.Slice:
		for i := range v.Len() {
			list = saying(list, v.Index(i), refused, at+"/"+strconv.Itoa(i))
		}
		return list
	}
	if says(v, refused) {
		return append(list, at)
	}
	if v.Kind() == reflect.Struct {
		for i := range v.NumField() {
			f := v.Type().Field(i)
			if !f.IsExported() || f.Tag.Get("path") != "" {
				continue // what the path names is no place of the body
			}
			place := at
			if name, _, _ := strings.Cut(f.Tag.Get("json"), ","); name != "" && name != "-" {
				place += "/" + name
			} else if name := f.Tag.Get("query"); name != "" {
				place += "/" + name
			}
			list = saying(list, v.Field(i), refused, place)
		}
	}
	return list
}

func says(v reflect.Value, refused any) bool {
	if !v.CanInterface() || refused == nil {
		return false
	}
	here := v.Interface()
	text, isText := refused.(string)
	switch x := here.(type) {
	case string:
		return isText && text != "" && strings.EqualFold(strings.TrimSpace(x), strings.TrimSpace(text))
	case fmt.Stringer:
		if isText {
			return x.String() == text
		}
	}
	t := reflect.TypeOf(here)
	return t.PkgPath() != "" && t == reflect.TypeOf(refused) && t.Comparable() && !v.IsZero() && here == refused
}
