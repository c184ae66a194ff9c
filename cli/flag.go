package cli

import (
	"fmt"
	"reflect"
	"strconv"
	"strings"

	"encaisse/app/form"
)

// given is what a caller wrote for a command of the registry: a struct made
// for kong from the command's input, one text a field, so that the fields are
// read by package form as everywhere else.
type given struct {
	fields []form.Field
	slots  []int // of fields[i] in the struct
	value  reflect.Value
}

// common are the flags that every command of the registry has.
type common struct {
	Output  string `kong:"-"` // of a question
	Input   string `placeholder:"FILE" help:"${help_verb_input}"`
	Preview bool   `help:"${help_verb_preview}"`
	Key     string `help:"${help_verb_key}"`
	Wait    bool   `help:"${help_verb_wait}"`
}

// asked are the flags that every question has.
type asked struct {
	Input  string `placeholder:"FILE" help:"${help_verb_input}"`
	Output string `short:"o" placeholder:"FILE" help:"${help_verb_output}"`
}

// newGiven builds the struct of an input type. Fields of the path are
// arguments, and may be written as flags too.
func newGiven(in reflect.Type, question bool) *given {
	g := &given{fields: form.Fields(in)}
	frame := reflect.TypeFor[common]()
	if question {
		frame = reflect.TypeFor[asked]()
	}
	slots := []reflect.StructField{{Name: "Common", Type: frame, Tag: `embed:""`}}
	for _, f := range g.fields {
		g.slots = append(g.slots, len(slots))
		slots = append(slots, slot(f, len(slots)))
		if f.Path {
			slots = append(slots, reflect.StructField{Name: fmt.Sprintf("F%d", len(slots)), Type: reflect.TypeFor[*string](),
				Tag: reflect.StructTag(fmt.Sprintf(`name:%q hidden:""`, f.Name))})
		}
	}
	g.value = reflect.New(reflect.StructOf(slots))
	return g
}

func slot(f form.Field, n int) reflect.StructField {
	sf := reflect.StructField{Name: fmt.Sprintf("F%d", n), Type: reflect.TypeFor[*string]()}
	tag := func(name, value string) {
		sf.Tag += reflect.StructTag(name + ":" + strconv.Quote(value) + " ")
	}
	help := f.Doc
	if f.Enum != "" {
		help = strings.TrimPrefix(help+" ("+f.Enum+")", " ")
	}
	tag("help", strings.ReplaceAll(help, "$", "$$"))
	if f.Path {
		tag("arg", "")
		tag("optional", "")
		tag("name", f.Name)
		return sf
	}
	name := strings.ReplaceAll(f.Name, "_", "-")
	tag("name", name)
	if name != f.Name {
		tag("aliases", f.Name)
	}
	switch {
	case f.Flag:
		sf.Type = reflect.TypeFor[*bool]()
		tag("negatable", "")
	case f.List:
		sf.Type = reflect.TypeFor[[]string]()
		tag("sep", "none")
		tag("placeholder", "A,B")
	default:
		tag("placeholder", strings.ToUpper(name))
	}
	return sf
}

// common are the shared flags as written.
func (g *given) common() common {
	switch c := g.value.Elem().Field(0).Interface().(type) {
	case common:
		return c
	case asked:
		return common{Input: c.Input, Output: c.Output}
	}
	return common{}
}

// text is what was written for a field; ok is false when nothing was.
func (g *given) text(i int) (text string, ok bool) {
	v := g.value.Elem().Field(g.slots[i])
	if g.fields[i].Path && v.IsNil() {
		v = g.value.Elem().Field(g.slots[i] + 1)
	}
	if v.IsNil() {
		return "", false
	}
	switch x := v.Interface().(type) {
	case *string:
		return *x, true
	case *bool:
		return strconv.FormatBool(*x), true
	case []string:
		return strings.Join(x, ","), true
	}
	return "", false
}

// fill puts what was written into in, a pointer to the input, and returns the
// flags of the required fields that nobody wrote.
func (g *given) fill(in any) (missing []string, err error) {
	for i, f := range g.fields {
		text, ok := g.text(i)
		switch {
		case ok:
			if err := form.Set(in, f.Name, text); err != nil {
				return nil, err
			}
		case f.Path:
			missing = append(missing, "<"+f.Name+">")
		case f.Required:
			missing = append(missing, "--"+strings.ReplaceAll(f.Name, "_", "-"))
		}
	}
	return missing, nil
}

// missingPath are the arguments of the path that nobody wrote.
func (g *given) missingPath() []string {
	var missing []string
	for i, f := range g.fields {
		if _, ok := g.text(i); f.Path && !ok {
			missing = append(missing, "<"+f.Name+">")
		}
	}
	return missing
}
