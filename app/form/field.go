// Package form fills the input of a command or question from names and texts:
// the command line, the scenarios and web forms say what they want as
// "customer=dupont" and this package finds the field and reads the text.
package form

import (
	"encoding"
	"encoding/json"
	"reflect"
	"strings"
)

// Field is one place of an input that a name and a text can fill.
type Field struct {
	Name     string // as in JSON, in the path or in the query; "address.city" inside a struct
	Path     bool   // comes from the path of the route
	Query    bool   // comes from the query of the route
	Required bool   // has to be given
	Flag     bool   // yes or no
	List     bool   // several values, separated by commas
	Doc      string
	Enum     string // the values allowed, separated by commas; "" = any
	Type     reflect.Type
	Index    []int // for reflect.Value.FieldByIndex
}

// Fields lists the fields of an input struct in their order. Embedded structs
// count as their fields, a struct inside as its fields with a dot.
func Fields(t reflect.Type) []Field {
	return collect(nil, t, "", nil)
}

func collect(list []Field, t reflect.Type, prefix string, index []int) []Field {
	if t = bare(t); t.Kind() != reflect.Struct {
		return list
	}
	for i := range t.NumField() {
		sf := t.Field(i)
		at := append(append([]int{}, index...), i)
		name, kind, optional := named(sf)
		switch {
		case sf.Anonymous && name == "" && kind == "":
			list = collect(list, sf.Type, prefix, at)
		case !sf.IsExported() || name == "":
		case nested(sf.Type):
			list = collect(list, sf.Type, prefix+name+".", at)
		default:
			list = append(list, Field{
				Name: prefix + name, Path: kind == "path", Query: kind == "query",
				Required: !optional && kind != "query" && sf.Type.Kind() != reflect.Pointer && prefix == "",
				Flag:     bare(sf.Type).Kind() == reflect.Bool, List: isList(sf.Type),
				Doc: sf.Tag.Get("doc"), Enum: sf.Tag.Get("enum"), Type: sf.Type, Index: at,
			})
		}
	}
	return list
}

// named is the name of a field and where it comes from ("json", "path",
// "query"); name "" when nothing outside can set it.
func named(sf reflect.StructField) (name, kind string, optional bool) {
	for _, kind := range []string{"path", "query"} {
		if tag := sf.Tag.Get(kind); tag != "" {
			name, _, _ := strings.Cut(tag, ",")
			return name, kind, false
		}
	}
	tag, ok := sf.Tag.Lookup("json")
	if tag == "-" || !ok && sf.Anonymous {
		return "", "", false
	}
	name, options, _ := strings.Cut(tag, ",")
	if name == "" && !sf.Anonymous {
		name = sf.Name
	}
	return name, "json", strings.Contains(options, "omitempty") || strings.Contains(options, "omitzero") || sf.Tag.Get("required") == "false"
}

// bare takes pointers off a type.
func bare(t reflect.Type) reflect.Type {
	for t.Kind() == reflect.Pointer {
		t = t.Elem()
	}
	return t
}

var (
	textual = reflect.TypeFor[encoding.TextUnmarshaler]()
	jsonned = reflect.TypeFor[json.Unmarshaler]()
)

// reads tells that a type reads its own text.
func reads(t reflect.Type) bool {
	p := reflect.PointerTo(bare(t))
	return p.Implements(textual) || p.Implements(jsonned)
}

// nested tells that a field is a plain struct, to be filled field by field.
func nested(t reflect.Type) bool { return bare(t).Kind() == reflect.Struct && !reads(t) }

func isList(t reflect.Type) bool {
	b := bare(t)
	return b.Kind() == reflect.Slice && b.Elem().Kind() != reflect.Uint8 && !reads(t)
}
