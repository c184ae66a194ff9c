package api

import (
	"encoding/json"
	"errors"
	"io"
	"mime"
	"net/http"
	"net/url"
	"strconv"
	"strings"

	"github.com/danielgtaylor/huma/v2"

	"encaisse/app/form"
	"encaisse/base/refuse"
)

// read fills in, a pointer to the operation's input, from path, query and body.
func (s *spec) read(o *operation, r *http.Request, in any) error {
	wrong := invalid()
	s.readQuery(o, r.URL.Query(), in, wrong)
	for _, f := range o.entry.Fields {
		if f.Path {
			if err := form.Set(in, f.Name, r.PathValue(f.Name)); err != nil {
				return err
			}
		}
	}
	body, err := io.ReadAll(r.Body)
	if err != nil {
		return tooLarge(err)
	}
	if err := s.readBody(o, r.Header.Get("Content-Type"), body, in, wrong); err != nil {
		return err
	}
	if len(wrong.Fields) > 0 {
		return wrong
	}
	return nil
}

func invalid() *refuse.Refusal { return refuse.New(refuse.Invalid, "input.invalid") }

func tooLarge(err error) error {
	var big *http.MaxBytesError
	if errors.As(err, &big) {
		return refuse.New(refuse.BadRequest, "input.too_large", "max", maxBody)
	}
	return refuse.New(refuse.BadRequest, "input.json")
}

func (s *spec) readQuery(o *operation, values url.Values, in any, wrong *refuse.Refusal) {
	for name, list := range values {
		p, ok := o.query[name]
		switch {
		case name == "preview" && !o.entry.Question && len(list) == 1: // read before
		case !ok && name != "preview", !ok && o.entry.Question:
			wrong.At("/"+name, "input.unknown")
		case len(list) > 1 && (!ok || !p.field.List):
			wrong.At("/"+name, "input.once")
		default:
			text := strings.Join(list, ",")
			if err := form.Set(in, name, text); err != nil {
				r, _ := refuse.As(err)
				wrong.Fields = append(wrong.Fields, r.Fields...)
				continue
			}
			s.check(p.schema, "/"+name, fromText(p.schema, text), wrong)
		}
	}
	for name, p := range o.query {
		if _, given := values[name]; !given && o.entry.In.FieldByIndex(p.field.Index).Tag.Get("required") == "true" {
			wrong.At("/"+name, "input.required", "name", name)
		}
	}
	order(wrong)
}

// fromText is the text of a query parameter as JSON would have it.
func fromText(s *huma.Schema, text string) any {
	switch s.Type {
	case huma.TypeInteger, huma.TypeNumber:
		n, err := strconv.ParseFloat(text, 64)
		if err == nil {
			return n
		}
	case huma.TypeBoolean:
		b, err := strconv.ParseBool(text)
		if err == nil {
			return b
		}
	case huma.TypeArray:
		list := []any{}
		for t := range strings.SplitSeq(text, ",") {
			if t = strings.TrimSpace(t); t != "" {
				list = append(list, fromText(s.Items, t))
			}
		}
		return list
	}
	return text
}

// readBody checks a JSON body against its schema and reads it. No body is an
// empty object.
func (s *spec) readBody(o *operation, contentType string, body []byte, in any, wrong *refuse.Refusal) error {
	blank := strings.TrimSpace(string(body)) == ""
	if !blank && contentType != "" {
		t, _, err := mime.ParseMediaType(contentType)
		if err != nil || t != jsonType && !strings.HasSuffix(t, "+json") {
			return refuse.New(refuse.BadRequest, "input.media_type")
		}
	}
	if blank {
		body = []byte("{}")
	}
	var tree any
	if err := json.Unmarshal(body, &tree); err != nil {
		return refuse.New(refuse.BadRequest, "input.json")
	}
	if o.body == nil {
		if m, ok := tree.(map[string]any); !ok || len(m) > 0 {
			s.check(nothing, "", tree, wrong)
		}
		return nil
	}
	before := len(wrong.Fields)
	s.check(o.body, "", tree, wrong)
	if len(wrong.Fields) > before {
		return nil
	}
	if err := json.Unmarshal(body, in); err != nil {
		locate(o.entry.In, body, "", wrong)
		if len(wrong.Fields) == before {
			return refuse.New(refuse.BadRequest, "input.json")
		}
	}
	return nil
}
