package main

import (
	"cmp"
	"flag"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"maps"
	"os"
	"os/exec"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
)

var update = flag.Bool("update", false, "write what the tests generate")

// source is one Go file of the house.
type source struct {
	path, pkg string // "o2c/order/order.go", "o2c/order"
	test      bool
	ast       *ast.File
	imports   []string // of ours without the module's name, others as they are
	lines     int
}

var files = token.NewFileSet()

// sources reads every Go file of the house.
func sources(t *testing.T) []source {
	t.Helper()
	var list []source
	err := filepath.WalkDir(".", func(name string, d fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case d.IsDir() && name != "." && strings.HasPrefix(d.Name(), "."):
			return filepath.SkipDir
		case d.IsDir() || !strings.HasSuffix(name, ".go"):
			return nil
		}
		f, err := parser.ParseFile(files, name, nil, parser.SkipObjectResolution)
		if err != nil {
			return err
		}
		s := source{path: filepath.ToSlash(name), pkg: path.Dir(filepath.ToSlash(name)), test: strings.HasSuffix(name, "_test.go"), ast: f,
			lines: files.File(f.FileStart).LineCount()}
		for _, i := range f.Imports {
			p, err := strconv.Unquote(i.Path.Value)
			if err != nil {
				return err
			}
			s.imports = append(s.imports, strings.TrimPrefix(p, "encaisse/"))
		}
		list = append(list, s)
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return list
}

// forTests is imported by tests only and stands outside the layers.
const forTests = "base/db/dbtest"

var doors = []string{"web", "web/portal", "api", "cli"}

// layers is the place of each package in layers.txt, the foundation first.
func layers(t *testing.T) map[string]int {
	t.Helper()
	text, err := os.ReadFile("layers.txt")
	if err != nil {
		t.Fatal(err)
	}
	at := map[string]int{}
	for i, pkg := range strings.Fields(string(text)) {
		at[pkg] = i
	}
	at["."] = len(at)
	return at
}

// TestLaw holds the law of imports: a package may import only packages written
// above it in layers.txt. A test may look down, but not at a door.
func TestLaw(t *testing.T) {
	at, list := layers(t), sources(t)
	ours := map[string]bool{}
	for _, s := range list {
		ours[s.pkg] = true
	}
	for _, s := range list {
		if _, ok := at[s.pkg]; !ok && s.pkg != forTests {
			t.Errorf("%s: the package %s is not in layers.txt", s.path, s.pkg)
			continue
		}
		for _, i := range s.imports {
			switch above := at[i] < at[s.pkg]; {
			case !ours[i] || s.pkg == forTests && i != forTests:
			case s.test && (above || i == s.pkg || i == forTests || !slices.Contains(doors, i)):
			case !s.test && above && i != forTests:
			default:
				t.Errorf("%s imports %s, which is not above %s in layers.txt", s.path, i, s.pkg)
			}
		}
	}
}

var impure = regexp.MustCompile(`/(store\w*|questions\w*|\w*commands|invariants|\w+_test)\.go$`)

// TestPurity keeps the decisions of o2c free of the world: values in, values out.
func TestPurity(t *testing.T) {
	for _, s := range sources(t) {
		if !strings.HasPrefix(s.path, "o2c/") || impure.MatchString(s.path) {
			continue
		}
		for _, i := range []string{"base/db", "base/db/dbtest", "time", "os", "net/http"} {
			if slices.Contains(s.imports, i) {
				t.Errorf("%s imports %s: it belongs into store, questions or commands", s.path, i)
			}
		}
		ast.Inspect(s.ast, func(n ast.Node) bool {
			switch n := n.(type) {
			case *ast.Ident:
				if n.Name == "float64" || n.Name == "float32" {
					t.Errorf("%s: a float", files.Position(n.Pos()))
				}
			case *ast.InterfaceType:
				t.Errorf("%s: an interface", files.Position(n.Pos()))
			case *ast.FuncDecl:
				if n.Name.Name == "init" && n.Recv == nil {
					t.Errorf("%s: an init", files.Position(n.Pos()))
				}
			}
			return true
		})
	}
}

// The bars of STYLE.md: what is longer is split.
const (
	longestFunc = 60 // 50 is the aim
	longestFile = 400
)

func TestSizes(t *testing.T) {
	for _, s := range sources(t) {
		if s.test || strings.HasSuffix(s.path, "_templ.go") { // made: the length that counts is that of its template
			continue
		}
		if s.lines > longestFile {
			t.Errorf("%s has %d lines, more than %d", s.path, s.lines, longestFile)
		}
		for _, d := range s.ast.Decls {
			f, ok := d.(*ast.FuncDecl)
			if !ok {
				continue
			}
			n := files.Position(f.End()).Line - files.Position(f.Pos()).Line + 1
			switch {
			case n > longestFunc:
				t.Errorf("%s: %s has %d lines, more than %d", files.Position(f.Pos()), f.Name.Name, n, longestFunc)
			case n > 50:
				t.Logf("%s: %s has %d lines", files.Position(f.Pos()), f.Name.Name, n)
			}
		}
	}
}

// TestTemplates keeps the files made from templates those of the templates,
// and the templates short.
func TestTemplates(t *testing.T) {
	templates := 0
	err := filepath.WalkDir("web", func(name string, d fs.DirEntry, err error) error {
		if err != nil || !strings.HasSuffix(name, ".templ") {
			return err
		}
		templates++
		text, err := os.ReadFile(name)
		if err != nil {
			return err
		}
		if n := strings.Count(string(text), "\n"); n > longestFile {
			t.Errorf("%s has %d lines, more than %d", name, n, longestFile)
		}
		inside, _ := filepath.Rel("web", name) // both are relative
		run := exec.Command("go", "tool", "templ", "generate", "-stdout", "-f", inside)
		run.Dir = "web"
		made, err := run.Output()
		if err != nil {
			return fmt.Errorf("templ generate %s: %w", name, err)
		}
		kept, err := os.ReadFile(strings.TrimSuffix(name, ".templ") + "_templ.go")
		if err != nil {
			return err
		}
		if string(made) != string(kept) {
			t.Errorf("%s is not that of its template: go tool templ generate -path web", name)
		}
		return nil
	})
	if err != nil || templates < 5 {
		t.Errorf("%d templates: %v", templates, err)
	}
}

const (
	graphBegins = "<!-- imports: written by go test -run Graph -update . -->\n```\n"
	graphEnds   = "```\n<!-- end of imports -->"
)

// TestGraph keeps the import graph in ARCHITECTURE.md, so that a new edge shows
// in review.
func TestGraph(t *testing.T) {
	at, edges := layers(t), map[string]map[string]bool{}
	for _, s := range sources(t) {
		if s.test || s.pkg == forTests {
			continue
		}
		if edges[s.pkg] == nil {
			edges[s.pkg] = map[string]bool{}
		}
		for _, i := range s.imports {
			if _, ok := at[i]; ok {
				edges[s.pkg][i] = true
			}
		}
	}
	var b strings.Builder
	for _, pkg := range slices.SortedFunc(maps.Keys(edges), func(a, b string) int { return cmp.Compare(at[a], at[b]) }) {
		fmt.Fprintf(&b, "%s\n", strings.TrimRight(fmt.Sprintf("%-17s %s", strings.Replace(pkg, ".", "main.go", 1), grouped(edges[pkg], at)), " "))
	}
	text, err := os.ReadFile("ARCHITECTURE.md")
	if err != nil {
		t.Fatal(err)
	}
	before, rest, ok := strings.Cut(string(text), graphBegins)
	old, after, closed := strings.Cut(rest, graphEnds)
	switch {
	case !ok || !closed:
		t.Fatalf("ARCHITECTURE.md lacks its markers %q", graphBegins)
	case old == b.String():
	case *update:
		if err := os.WriteFile("ARCHITECTURE.md", []byte(before+graphBegins+b.String()+graphEnds+after), 0o644); err != nil {
			t.Fatal(err)
		}
	default:
		t.Errorf("the import graph in ARCHITECTURE.md is not that of the code: go test -run Graph -update .\n%s", b.String())
	}
}

// grouped writes imports by their folder: "base(db id) o2c(party)".
func grouped(imports map[string]bool, at map[string]int) string {
	names := slices.SortedFunc(maps.Keys(imports), func(a, b string) int { return cmp.Compare(at[a], at[b]) })
	var out []string
	for len(names) > 0 {
		folder, _, inside := strings.Cut(names[0], "/")
		var of []string
		for inside && len(names) > 0 && strings.HasPrefix(names[0], folder+"/") {
			of, names = append(of, strings.TrimPrefix(names[0], folder+"/")), names[1:]
		}
		if inside {
			out = append(out, folder+"("+strings.Join(of, " ")+")")
		} else {
			out, names = append(out, folder), names[1:]
		}
	}
	return strings.Join(out, " ")
}

var required = regexp.MustCompile(`(?m)^(?:require )?\s*(\S+) v\S+( // indirect)?$`)

// TestModules keeps go.mod honest: a module that a package of ours imports is
// required directly, and no other.
func TestModules(t *testing.T) {
	text, err := os.ReadFile("go.mod")
	if err != nil {
		t.Fatal(err)
	}
	indirect, used := map[string]bool{}, map[string]bool{}
	for _, m := range required.FindAllStringSubmatch(string(text), -1) {
		indirect[m[1]] = m[2] != ""
	}
	for _, s := range sources(t) {
		for _, i := range s.imports {
			module := i
			for _, ok := indirect[module]; !ok && module != "."; _, ok = indirect[module] {
				module = path.Dir(module) // the longest name that is a module's
			}
			used[module] = true
		}
	}
	for module, is := range indirect {
		if is == used[module] {
			t.Errorf("go.mod: %s: imported by us: %v, marked indirect: %v", module, used[module], is)
		}
	}
	if len(indirect) < 5 || !used["modernc.org/sqlite"] {
		t.Errorf("go.mod was not understood: %d modules", len(indirect))
	}
}
