package api

import (
	"fmt"
	"net/http"
	"reflect"
	"slices"
	"strconv"
	"strings"

	"github.com/danielgtaylor/huma/v2"

	"encaisse/app"
	"encaisse/app/form"
	"encaisse/connect/paper"
	"encaisse/o2c/approval"
)

// spec is the registry as OpenAPI 3.1 says it. The wrappers that huma makes of
// Go types need these types at compile time, the registry has them as values:
// so its schemas and its validation are used, and the routes are our own.
type spec struct {
	operations []*operation
	schemas    huma.Registry
	open       *huma.OpenAPI
}

// operation is an entry with what its requests are checked by.
type operation struct {
	entry    *app.Entry
	body     *huma.Schema // nil: none is read
	required bool         // the body has fields that must be given
	query    map[string]parameter
}

type parameter struct {
	field  form.Field
	schema *huma.Schema
}

func newSpec(entries []*app.Entry) *spec {
	s := &spec{schemas: newRegistry()}
	s.open = &huma.OpenAPI{
		OpenAPI: "3.1.0",
		Info:    &huma.Info{Title: "Encaisse", Version: "1", Description: "Order to cash. Amounts are texts, days are 2026-11-21, absent values null."},
		Components: &huma.Components{
			Schemas:         s.schemas,
			SecuritySchemes: map[string]*huma.SecurityScheme{"key": {Type: "http", Scheme: "bearer", Description: "an API key, enc_…"}},
		},
		Security: []map[string][]string{{"key": {}}},
	}
	problem := s.schemas.Schema(reflect.TypeFor[app.Problem](), true, "Problem")
	for _, e := range entries {
		embedded(e.In, e.Name)
		s.add(e, problem)
	}
	return s
}

// embedded refuses what the schemas would leave out without a word: fields of
// an embedded struct whose type is not exported.
func embedded(t reflect.Type, name string) {
	for i := range t.NumField() {
		f := t.Field(i)
		if f.Anonymous && !f.IsExported() {
			panic(fmt.Sprintf("api: %s: %s embeds the unexported %s", name, t, f.Type))
		}
		if f.Anonymous && f.Type.Kind() == reflect.Struct {
			embedded(f.Type, name)
		}
	}
}

func (s *spec) add(e *app.Entry, problem *huma.Schema) {
	o := &operation{entry: e, query: map[string]parameter{}}
	op := &huma.Operation{
		Method: e.Method, Path: e.Path, OperationID: e.Name, Tags: []string{group(e)}, Summary: e.Name,
		Description: "Roles: " + strings.Join(callers(e), ", ") + ".",
		Extensions:  map[string]any{"x-roles": callers(e)},
	}
	inBody := false
	for _, f := range e.Fields {
		sf := e.In.FieldByIndex(f.Index)
		switch {
		case f.Path:
			op.Parameters = append(op.Parameters, &huma.Param{Name: f.Name, In: "path", Required: true, Description: f.Doc,
				Schema: &huma.Schema{Type: huma.TypeString}})
		case f.Query:
			p := parameter{f, huma.SchemaFromField(s.schemas, sf, "")}
			o.query[f.Name] = p
			op.Parameters = append(op.Parameters, &huma.Param{Name: f.Name, In: "query", Description: f.Doc,
				Required: sf.Tag.Get("required") == "true", Schema: p.schema})
		default:
			inBody = true
		}
	}
	op.Parameters = append(op.Parameters, headers(e)...)
	if inBody {
		o.body = s.schemas.Schema(e.In, true, e.Name)
		o.required = len(s.schemas.Schema(e.In, false, e.Name).Required) > 0
		op.RequestBody = &huma.RequestBody{Required: o.required, Content: map[string]*huma.MediaType{jsonType: {Schema: o.body}}}
	}
	op.Responses = s.responses(e, problem)
	s.operations = append(s.operations, o)
	s.open.AddOperation(op)
}

// group is the word of the route an entry is listed under.
func group(e *app.Entry) string {
	parts := strings.Split(e.Path, "/")
	return parts[min(2, len(parts)-1)]
}

// callers are the roles that may call an entry, as a person reads them.
func callers(e *app.Entry) []string {
	var out []string
	for _, r := range app.Roles() {
		if e.Allows(r) {
			out = append(out, r)
		}
	}
	return out
}

func headers(e *app.Entry) []*huma.Param {
	text := func(name, doc string, required bool) *huma.Param {
		return &huma.Param{Name: name, In: "header", Description: doc, Required: required, Schema: &huma.Schema{Type: huma.TypeString}}
	}
	list := []*huma.Param{
		text("Accept-Language", "fr, fr-CA or en: the language of refusals", false),
		text(app.EntityHeader, "id or name of the legal entity, where there are several", false),
	}
	if e.Question {
		if strings.Contains(e.Path, "{") {
			list = append(list, text("If-None-Match", "ETag of the answer one has", false))
		}
		return list
	}
	key := text("Idempotency-Key", "one effect a key, remembered 30 days; not needed for a preview", true)
	one, most := 1, 255
	key.Schema.MinLength, key.Schema.MaxLength = &one, &most
	return append(list, key,
		text("Prefer", "wait=N: answer when all it caused has settled, after N seconds at most (30)", false),
		&huma.Param{Name: "preview", In: "query", Description: "true: answer as if done, and keep nothing", Schema: &huma.Schema{Type: huma.TypeBoolean}})
}

const (
	jsonType    = "application/json"
	problemType = "application/problem+json"
)

// content is what an entry answers with: JSON, or a file.
func (s *spec) content(e *app.Entry) map[string]*huma.MediaType {
	if e.Out == reflect.TypeFor[paper.File]() {
		return map[string]*huma.MediaType{paper.Media: {Schema: &huma.Schema{Type: huma.TypeString, Format: "binary"}}}
	}
	return map[string]*huma.MediaType{jsonType: {Schema: s.schemas.Schema(e.Out, true, e.Name)}}
}

func (s *spec) responses(e *app.Entry, problem *huma.Schema) map[string]*huma.Response {
	out := map[string]*huma.Response{
		strconv.Itoa(e.Status): {
			Description: http.StatusText(e.Status),
			Headers:     map[string]*huma.Param{requestHeader: {Description: "what the facts of this call were caused by", Schema: &huma.Schema{Type: huma.TypeString}}},
			Content:     s.content(e),
		},
	}
	if e.Asks {
		out["202"] = &huma.Response{Description: "Nothing is done yet: it waits for the approval of a second person",
			Content: map[string]*huma.MediaType{jsonType: {Schema: s.schemas.Schema(reflect.TypeFor[approval.View](), true, e.Name)}}}
	}
	codes := []int{400, 401, 403, 404, 422, 500, 503}
	if !e.Question {
		codes = append(codes, 409, 413, 415, 507)
	} else if strings.Contains(e.Path, "{") {
		out["304"] = &huma.Response{Description: http.StatusText(304)}
	}
	if e.Out == reflect.TypeFor[paper.File]() {
		codes = append(codes, 409, 507) // not to be had yet; nowhere to keep it
	}
	if slices.ContainsFunc(e.Fields, func(f form.Field) bool { return f.Name == "seen" || f.Name == "left" }) {
		codes = append(codes, 412) // somebody changed it since it was read
	}
	slices.Sort(codes)
	for _, c := range codes {
		out[strconv.Itoa(c)] = &huma.Response{Description: http.StatusText(c), Content: map[string]*huma.MediaType{problemType: {Schema: problem}}}
	}
	return out
}
