package api

import (
	"encoding/json"
	"errors"
	"flag"
	"io/fs"
	"os"
	"slices"
	"strings"
	"testing"

	"encaisse/app"
)

var update = flag.Bool("update", false, "write openapi.json anew")

// product are the entries without those of the tests.
func product() []*app.Entry {
	return slices.DeleteFunc(app.All(), func(e *app.Entry) bool { return strings.HasPrefix(e.Name, "test.") })
}

// The document is kept beside the code, so that a change of the API shows in review.
func TestOpenAPIIsTheCommittedOne(t *testing.T) {
	got := newSpec(product()).document()
	if *update {
		if err := os.WriteFile("openapi.json", got, 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile("openapi.json")
	if errors.Is(err, fs.ErrNotExist) {
		t.Skip("skipped: no api/openapi.json yet (make it by: go test ./api -run OpenAPI -update)")
	}
	if err != nil {
		t.Fatal(err)
	}
	if string(got) != string(want) {
		t.Error("the API is not the one of openapi.json; if that is meant: go test ./api -run OpenAPI -update")
	}
}

// Every reference leads somewhere, every operation says what it needs.
func TestOpenAPIIsWhole(t *testing.T) {
	text := newSpec(app.All()).document()
	var doc struct {
		OpenAPI string
		Paths   map[string]map[string]struct {
			OperationID string
			Parameters  []struct {
				Name, In string
				Required bool
			}
			Responses map[string]any
			Roles     []string `json:"x-roles"`
		}
		Components struct{ Schemas map[string]map[string]any }
	}
	if err := json.Unmarshal(text, &doc); err != nil {
		t.Fatal(err)
	}
	if doc.OpenAPI != "3.1.0" || strings.Contains(string(text), "$schema") {
		t.Error("not the OpenAPI we mean")
	}
	var walk func(v any)
	walk = func(v any) {
		switch v := v.(type) {
		case map[string]any:
			if ref, ok := v["$ref"].(string); ok && doc.Components.Schemas[strings.TrimPrefix(ref, schemaPrefix)] == nil {
				t.Errorf("%s leads nowhere", ref)
			}
			for _, inner := range v {
				walk(inner)
			}
		case []any:
			for _, inner := range v {
				walk(inner)
			}
		}
	}
	var tree any
	if err := json.Unmarshal(text, &tree); err != nil {
		t.Fatal(err)
	}
	walk(tree)
	seen := 0
	for path, methods := range doc.Paths {
		for method, op := range methods {
			seen++
			keyed := slices.ContainsFunc(op.Parameters, func(p struct {
				Name, In string
				Required bool
			}) bool {
				return p.Name == "Idempotency-Key" && p.Required
			})
			if keyed == (method == "get") || len(op.Roles) == 0 || op.OperationID == "" || op.Responses["401"] == nil {
				t.Errorf("%s %s: %+v", method, path, op)
			}
		}
	}
	if seen != len(app.All()) {
		t.Errorf("%d operations, %d entries", seen, len(app.All()))
	}
}

func TestSchemasSayWhatMayBeNull(t *testing.T) {
	var doc struct {
		Components struct {
			Schemas map[string]struct {
				Properties map[string]map[string]any
				Required   []string
			}
		}
	}
	if err := json.Unmarshal(newSpec(app.All()).document(), &doc); err != nil {
		t.Fatal(err)
	}
	view, in := doc.Components.Schemas["ApiNoteView"], doc.Components.Schemas["ApiNote"]
	for _, c := range []struct{ got, want any }{
		{view.Properties["total"]["type"], "string"},
		{view.Properties["on"]["type"], []any{"string", "null"}},
		{view.Properties["parent"]["anyOf"], []any{map[string]any{"$ref": schemaPrefix + "ApiNoteLine"}, map[string]any{"type": "null"}}},
		{in.Properties["amount"]["type"], []any{"string", "number", "null"}},
		{in.Properties["size"]["enum"], []any{"small", "large", nil}},
		{in.Properties["name"]["type"], "string"},
		{in.Required, []string{"name"}},
	} {
		got, _ := json.Marshal(c.got)
		want, _ := json.Marshal(c.want)
		if string(got) != string(want) {
			t.Errorf("%s, want %s", got, want)
		}
	}
}
