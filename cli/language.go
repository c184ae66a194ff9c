package cli

import (
	"os"
	"strings"

	"github.com/alecthomas/kong"

	"encaisse/app/access"
	"encaisse/app/company"
	"encaisse/app/importer"
	"encaisse/app/run"
	"encaisse/base/refuse"
	"encaisse/base/words"
	files "encaisse/connect/table"
	"encaisse/demo"
	"encaisse/verify"
)

// ours are the sentences of this package alone: they are needed before any
// database is open.
var ours = words.NewCatalog(Texts, company.Texts, demo.Texts, importer.Texts, files.Texts, verify.Texts)

func cliText(l words.Language, key string, pairs ...any) string {
	return ours.Say(l, key, refuse.New(refuse.Invalid, key, pairs...).Args...)
}

// wanted is the language asked for: --lang, else LC_ALL, LC_MESSAGES or LANG;
// French when none says.
func wanted(args []string) words.Language {
	for i, a := range args {
		if v, ok := strings.CutPrefix(a, "--lang="); ok {
			return words.ParseLanguage(v)
		}
		if a == "--lang" && i+1 < len(args) {
			return words.ParseLanguage(args[i+1])
		}
	}
	for _, name := range []string{"LC_ALL", "LC_MESSAGES", "LANG"} {
		if v, _, _ := strings.Cut(os.Getenv(name), "."); v != "" {
			return words.ParseLanguage(v)
		}
	}
	return words.French
}

// vars are the help texts in a language, as kong puts them in: "help.init" is
// ${help_init}.
func vars(l words.Language) kong.Vars {
	v := kong.Vars{}
	for _, key := range ours.Keys() {
		v[strings.ReplaceAll(key, ".", "_")] = cliText(l, key, "runs", run.Names(), "roles", access.Roles(), "kinds", importer.Kinds())
	}
	return v
}
