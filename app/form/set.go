package form

import (
	"encoding"
	"encoding/json"
	"reflect"
	"strconv"
	"strings"

	"encaisse/base/refuse"
)

// Set fills the field of that name in in, a pointer to an input struct, from a
// text: UnmarshalText where the type has it, true or false, whole numbers,
// lists split at commas, lines in short (see lines.go), JSON where the text
// begins like an object or a list. "number" also names the field of the path,
// when no other field is called so. Refuses: form.field for a name that the
// input does not have, form.value (with the place) for a text it cannot read.
func Set(in any, name, text string) error {
	v := reflect.ValueOf(in).Elem()
	f, err := Find(v.Type(), name)
	if err != nil {
		return err
	}
	if err := write(reach(v, f.Index), text); err != nil {
		return wrong(f.Name, text, err)
	}
	return nil
}

// Find is the field of that name, or the refusal form.field.
func Find(t reflect.Type, name string) (Field, error) {
	fields := Fields(t)
	for _, f := range fields {
		if f.Name == name {
			return f, nil
		}
	}
	names := make([]string, len(fields))
	for i, f := range fields {
		if names[i] = f.Name; f.Path && name == "number" {
			return f, nil
		}
	}
	return Field{}, refuse.New(refuse.Invalid, "form.field", "name", name, "known", names)
}

// wrong says which field could not read its text; the reason of the type
// itself (money.text …) stays the code of the field, where it has one.
func wrong(name, text string, err error) error {
	pointer := "/" + strings.ReplaceAll(name, ".", "/")
	r := refuse.New(refuse.Invalid, "form.value", "name", name, "text", text)
	if why, ok := refuse.As(err); ok {
		r.Fields = append(r.Fields, refuse.Field{Pointer: pointer, Code: why.Code, Args: why.Args})
		return r
	}
	return r.At(pointer, "form.unread", "text", text)
}

// reach is the value at an index path; pointers on the way are made.
func reach(v reflect.Value, index []int) reflect.Value {
	for _, i := range index {
		v = settled(v).Field(i)
	}
	return v
}

// settled follows pointers, making what they point to.
func settled(v reflect.Value) reflect.Value {
	for v.Kind() == reflect.Pointer {
		if v.IsNil() {
			v.Set(reflect.New(v.Type().Elem()))
		}
		v = v.Elem()
	}
	return v
}

// write puts a text into a value by its type.
func write(v reflect.Value, text string) error {
	v = settled(v)
	switch t := v.Addr().Interface().(type) {
	case encoding.TextUnmarshaler:
		return t.UnmarshalText([]byte(text))
	case json.Unmarshaler:
		return fromJSON(t, text)
	}
	if structured(v) && (strings.HasPrefix(text, "{") || strings.HasPrefix(text, "[")) {
		return strict(v, text)
	}
	switch v.Kind() {
	case reflect.String:
		v.SetString(text)
	case reflect.Bool:
		b, err := strconv.ParseBool(text)
		v.SetBool(b)
		return err
	case reflect.Int, reflect.Int8, reflect.Int16, reflect.Int32, reflect.Int64:
		n, err := strconv.ParseInt(text, 10, v.Type().Bits())
		v.SetInt(n)
		return err
	case reflect.Uint, reflect.Uint8, reflect.Uint16, reflect.Uint32, reflect.Uint64:
		n, err := strconv.ParseUint(text, 10, v.Type().Bits())
		v.SetUint(n)
		return err
	case reflect.Slice:
		return list(v, text)
	case reflect.Struct:
		return line(v, text)
	default:
		return json.Unmarshal([]byte(text), v.Addr().Interface())
	}
	return nil
}

// structured values may be written as JSON.
func structured(v reflect.Value) bool {
	return v.Kind() == reflect.Slice || v.Kind() == reflect.Struct || v.Kind() == reflect.Map
}

// strict reads JSON and refuses names that the type does not have.
func strict(v reflect.Value, text string) error {
	d := json.NewDecoder(strings.NewReader(text))
	d.DisallowUnknownFields()
	return d.Decode(v.Addr().Interface())
}

// fromJSON gives the text as it is when it is JSON, else as a JSON string.
func fromJSON(t json.Unmarshaler, text string) error {
	if json.Valid([]byte(text)) && t.UnmarshalJSON([]byte(text)) == nil {
		return nil
	}
	quoted, err := json.Marshal(text)
	if err != nil {
		return err
	}
	return t.UnmarshalJSON(quoted)
}

// list fills a slice from texts separated by commas; bytes are the text itself.
func list(v reflect.Value, text string) error {
	if v.Type().Elem().Kind() == reflect.Uint8 {
		v.SetBytes([]byte(text))
		return nil
	}
	v.Set(reflect.MakeSlice(v.Type(), 0, 4))
	for part := range strings.SplitSeq(text, ",") {
		if part = strings.TrimSpace(part); part == "" {
			continue
		}
		e := reflect.New(v.Type().Elem()).Elem()
		if err := write(e, part); err != nil {
			return err
		}
		v.Set(reflect.Append(v, e))
	}
	return nil
}
