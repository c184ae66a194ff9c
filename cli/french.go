package cli

import (
	"bytes"
	"io"
	"strings"

	"github.com/alecthomas/kong"

	"encaisse/base/words"
)

// french are the words of the library that reads the arguments, which knows
// English only.
var french = strings.NewReplacer(
	"Usage: ", "Usage : ", "\nFlags:\n", "\nOptions :\n", "\nCommands:\n", "\nCommandes :\n", "\nArguments:\n", "\nArguments :\n",
	"<command>", "<commande>", "[flags]", "[options]", "=STRING", "=TEXTE",
	"Show context-sensitive help.", "Montrer cette aide.",
	"for more information on a command.", "en dit plus sur une commande.",
	"\nRun \"", "\n\"",
	"unknown flag ", "option inconnue ", "unexpected argument ", "argument de trop : ", "missing flags: ", "il manque ",
	"did you mean ", "vouliez-vous dire ", "expected one of ", "on attend ", "expected ", "on attend ",
)

// foreign are the library's words in the language of the person.
func foreign(l words.Language, s string) string {
	if l == words.English {
		return s
	}
	return french.Replace(s)
}

// helper prints the help in the language of the person.
func helper(l words.Language, out io.Writer) kong.HelpPrinter {
	return func(o kong.HelpOptions, k *kong.Context) error {
		var b bytes.Buffer
		k.Stdout = &b
		err := kong.DefaultHelpPrinter(o, k)
		k.Stdout = out
		if err != nil {
			return err
		}
		_, err = io.WriteString(out, foreign(l, b.String()))
		return err
	}
}
