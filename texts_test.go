package main

import (
	"go/ast"
	"go/token"
	"slices"
	"strconv"
	"strings"
	"testing"

	"encaisse/api"
	"encaisse/app"
	"encaisse/app/importer"
	"encaisse/base/words"
	"encaisse/cli"
	"encaisse/connect/table"
	"encaisse/demo"
	"encaisse/verify"
)

// own are the sentences that are said beside those of app; the command line
// says them all.
var own = map[string]words.Texts{
	"api": api.Texts, "app/importer": importer.Texts, "connect/table": table.Texts, "demo": demo.Texts, "verify": verify.Texts, "cli": cli.Texts,
}

// speaking are the folders whose refusals people read.
var speaking = []string{"base/", "o2c/", "app", "api", "cli", "connect", "verify", "demo", "web", "portal"}

// said reports whether a code has its sentence in both languages where the
// package's refusals are said.
func said(pkg, code string) bool {
	t, ok := own[pkg][code]
	for _, texts := range own {
		if found, there := texts[code]; pkg == "cli" && there {
			t, ok = found, true
		}
	}
	if ok {
		return t.FR != "" && t.EN != ""
	}
	return app.Texts.Has(code) && app.Texts.Say(words.French, code) != "" && app.Texts.Say(words.English, code) != ""
}

// TestRefusals wants a sentence, French and English, for every code that is
// refused with; its value is that of a literal in the call.
func TestRefusals(t *testing.T) {
	found := 0
	for _, s := range sources(t) {
		if s.test || !slices.ContainsFunc(speaking, func(p string) bool { return strings.HasPrefix(s.path, p) }) {
			continue
		}
		ast.Inspect(s.ast, func(n ast.Node) bool {
			c, ok := n.(*ast.CallExpr)
			if !ok || len(c.Args) < 2 {
				return true
			}
			f, ok := c.Fun.(*ast.SelectorExpr)
			if !ok || f.Sel.Name != "At" && (f.Sel.Name != "New" || !named(f.X, "refuse")) {
				return true
			}
			if code, ok := text(c.Args[1]); ok {
				if found++; !said(s.pkg, code) {
					t.Errorf("%s: %s has no sentence in both languages", files.Position(c.Pos()), code)
				}
			}
			return true
		})
	}
	if found < 100 {
		t.Errorf("only %d refusals were found", found)
	}
}

// TestFacts wants a text for every type of event. A type is what is given to
// Emit, EmitOn or a parameter called typ.
func TestFacts(t *testing.T) {
	byPackage := map[string][]source{}
	for _, s := range sources(t) {
		if !s.test && strings.HasPrefix(s.path, "o2c/") {
			byPackage[s.pkg] = append(byPackage[s.pkg], s)
		}
	}
	found := 0
	for pkg, list := range byPackage {
		p := index(list)
		for _, c := range p.calls {
			at, ok := p.typed[callee(c)]
			if !ok || at >= len(c.Args) {
				continue
			}
			types := p.values(c.Args[at])
			if len(types) == 0 && !named(c.Args[at], "typ") {
				t.Errorf("%s: which events are these?", files.Position(c.Pos()))
			}
			for _, typ := range types {
				if found++; !said(pkg, typ) {
					t.Errorf("%s: the event %s has no text in both languages", files.Position(c.Pos()), typ)
				}
			}
		}
	}
	if found < 30 {
		t.Errorf("only %d events were found", found)
	}
}

// contents of a package: its calls, which parameter of its functions is an
// event type, and what its names are set to.
type contents struct {
	calls []*ast.CallExpr
	typed map[string]int
	set   map[string][]ast.Expr
}

func index(list []source) contents {
	p := contents{typed: map[string]int{"Emit": 0, "EmitOn": 1}, set: map[string][]ast.Expr{}}
	for _, s := range list {
		ast.Inspect(s.ast, func(n ast.Node) bool {
			switch n := n.(type) {
			case *ast.CallExpr:
				p.calls = append(p.calls, n)
			case *ast.FuncDecl:
				at := 0
				for _, param := range n.Type.Params.List {
					for _, name := range param.Names {
						if name.Name == "typ" {
							p.typed[n.Name.Name] = at
						}
						at++
					}
				}
			case *ast.AssignStmt:
				for i, to := range n.Lhs {
					if id, ok := to.(*ast.Ident); ok && len(n.Lhs) == len(n.Rhs) {
						p.set[id.Name] = append(p.set[id.Name], n.Rhs[i])
					}
				}
			case *ast.ValueSpec:
				for i, id := range n.Names {
					if i < len(n.Values) {
						p.set[id.Name] = append(p.set[id.Name], n.Values[i])
					}
				}
			}
			return true
		})
	}
	return p
}

// values are the texts an expression may have: a literal, those a name is set
// to, those of a table, and their sums.
func (p contents) values(e ast.Expr) (out []string) {
	switch e := e.(type) {
	case *ast.BasicLit:
		if s, ok := text(e); ok {
			out = append(out, s)
		}
	case *ast.Ident:
		for _, v := range p.set[e.Name] {
			out = append(out, p.values(v)...)
		}
	case *ast.IndexExpr:
		out = p.values(e.X)
	case *ast.CompositeLit:
		for _, v := range e.Elts {
			if kv, ok := v.(*ast.KeyValueExpr); ok {
				out = append(out, p.values(kv.Value)...)
			}
		}
	case *ast.BinaryExpr:
		for _, a := range p.values(e.X) {
			for _, b := range p.values(e.Y) {
				out = append(out, a+b)
			}
		}
	}
	return out
}

func callee(c *ast.CallExpr) string {
	switch f := c.Fun.(type) {
	case *ast.Ident:
		return f.Name
	case *ast.SelectorExpr:
		return f.Sel.Name
	}
	return ""
}

func named(e ast.Expr, name string) bool {
	id, ok := e.(*ast.Ident)
	return ok && id.Name == name
}

func text(e ast.Expr) (string, bool) {
	l, ok := e.(*ast.BasicLit)
	if !ok || l.Kind != token.STRING {
		return "", false
	}
	s, err := strconv.Unquote(l.Value)
	return s, err == nil
}
