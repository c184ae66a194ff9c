package race

import (
	"encoding/json"
	"net/url"
	"strconv"
	"strings"
)

// bodies sends a good body with one place of it spoilt, each place in turn,
// then bodies that are wrong as a whole.
func (f *fixtures) bodies(o operation) {
	if o.Method == "GET" {
		return
	}
	path := f.here(o)
	s := f.spec.resolved(o.RequestBody.Content["application/json"].Schema)
	good := f.example(s, "")
	f.try(o, path, []byte(good))
	for _, at := range places(good) {
		for _, text := range hostile {
			quoted, _ := json.Marshal(text)
			f.try(o, path, spoilt(good, at, quoted))
		}
		for _, raw := range strange {
			f.try(o, path, spoilt(good, at, []byte(raw)))
		}
	}
	deep := strings.Repeat("[", 20_000)
	for _, raw := range append([]string{"", " ", "{", `{"a":`, "nul", good + good, "\xef\xbb\xbf" + good, `{"surplus":1}`, `{"Customer":"dupont","id":"x"}`,
		deep, `{"lines":` + deep, strings.Repeat(" ", 1<<16), `{"name":"a","name":{}}`, `"x"`, "NaN"}, strange...) {
		f.try(o, path, []byte(raw))
	}
	for _, kind := range []string{"text/plain", "application/xml", "application/json; charset=latin1", "multipart/form-data", "//", "application/problem+json"} {
		f.try(o, path, []byte(good), [2]string{"Content-Type", kind})
	}
	for _, entity := range []string{"nobody", "ent_zzzzzzzzzzzzz", "\xff", noise(2000)} {
		f.try(o, path, []byte(good), [2]string{"Encaisse-Entity", entity})
	}
	if o.ID == lonely {
		return
	}
	for _, key := range []string{noise(300), "\xff\xfe" + o.ID} {
		f.judge(o, f.ask(request{method: o.Method, path: path, key: key, body: []byte(good), header: [][2]string{f.entity()}}))
	}
}

// example writes a body by its schema, with every field.
func (f *fixtures) example(s schema, name string) string {
	s = f.spec.resolved(s)
	if v, ok := f.fields[name]; ok {
		return v
	}
	if len(s.Enum) > 0 {
		v, _ := json.Marshal(s.Enum[0])
		return string(v)
	}
	switch s.kind() {
	case "object":
		var parts []string
		for field, of := range s.Properties {
			parts = append(parts, strconv.Quote(field)+":"+f.example(of, field))
		}
		return "{" + strings.Join(parts, ",") + "}"
	case "array":
		if s.Items == nil {
			return "[]"
		}
		return "[" + f.example(*s.Items, name+"[]") + "]"
	case "integer", "number":
		return "1"
	case "boolean":
		return "false"
	case "":
		return "{}"
	}
	if strings.HasSuffix(name, "_on") {
		return `"2026-01-02"`
	}
	return `"texte"`
}

// places lists the paths to every value inside a body.
func places(body string) [][]string {
	var v any
	_ = json.Unmarshal([]byte(body), &v) // our own example
	var out [][]string
	var walk func(v any, at []string)
	walk = func(v any, at []string) {
		if len(at) > 0 {
			out = append(out, append([]string(nil), at...))
		}
		switch v := v.(type) {
		case map[string]any:
			for k, part := range v {
				walk(part, append(at, k))
			}
		case []any:
			for i, part := range v {
				walk(part, append(at, strconv.Itoa(i)))
			}
		}
	}
	walk(v, nil)
	return out
}

// spoilt is a body with raw bytes in one place.
func spoilt(body string, at []string, raw []byte) []byte {
	if len(at) == 0 {
		return raw
	}
	var object map[string]json.RawMessage
	if json.Unmarshal([]byte(body), &object) == nil {
		var parts []string
		for k, v := range object {
			if k == at[0] {
				v = spoilt(string(v), at[1:], raw)
			}
			parts = append(parts, strconv.Quote(k)+":"+string(v))
		}
		return []byte("{" + strings.Join(parts, ",") + "}")
	}
	var array []json.RawMessage
	_ = json.Unmarshal([]byte(body), &array) // our own example
	var parts []string
	for i, v := range array {
		if strconv.Itoa(i) == at[0] {
			v = spoilt(string(v), at[1:], raw)
		}
		parts = append(parts, string(v))
	}
	return []byte("[" + strings.Join(parts, ",") + "]")
}

// paths puts hostile texts where an id belongs.
func (f *fixtures) paths(o operation) {
	if !strings.Contains(o.Path, "{") {
		return
	}
	var body []byte
	if o.Method != "GET" {
		body = []byte("{}")
	}
	for _, text := range hostile {
		if text == "" || len(text) > 10_000 {
			continue // another route; longer than any line of a request
		}
		f.try(o, o.at(url.PathEscape(text)), body)
	}
	for _, raw := range []string{"%ff%fe", "%2e%2e", "%2F", "a%2Fb", "%25", "a;b", "a+b", "%C0%80"} {
		f.try(o, o.at(raw), body)
	}
}

// queries gives each parameter hostile values, and parameters that are not there.
func (f *fixtures) queries(o operation) {
	path := f.here(o)
	for _, p := range o.Parameters {
		if p.In != "query" {
			continue
		}
		for _, text := range hostile {
			if len(text) <= 1000 {
				f.try(o, path+"?"+url.QueryEscape(p.Name)+"="+url.QueryEscape(text), nil)
			}
		}
		for _, raw := range []string{"=", "=%ff", "=%zz", "=1&" + p.Name + "=2", "=a;b", "[]=1", ""} {
			f.try(o, path+"?"+p.Name+raw, nil)
		}
	}
	for _, raw := range []string{"surplus=1", "preview=maybe", "%00=1", "=", "&&&", "limit=1&LIMIT=2", strings.Repeat("a=1&", 500)} {
		f.try(o, path+"?"+raw, nil)
	}
	for _, header := range [][2]string{{"Accept-Language", noise(3000)}, {"Accept-Language", "\xff;q=x"}, {"Accept", "image/png"}, {"Prefer", "wait=-1, wait=9e9"},
		{"If-None-Match", "\""}, {"Accept-Language", "*;q=0"}} {
		f.try(o, path, nil, header)
	}
}

// methods asks for what the path does not have.
func (f *fixtures) methods(o operation) {
	for _, method := range []string{"PATCH", "DELETE", "TRACE", "PROPFIND"} {
		a := f.do(method, f.here(o), nil, f.entity())
		f.judge(o, a)
		if a.status != 405 || a.header.Get("Allow") == "" {
			f.Errorf("%s %s: %d, Allow %q", method, o.Path, a.status, a.header.Get("Allow"))
		}
	}
}
