// Package cli is the command line: a thin door to the registry and the runs.
package cli

import (
	"context"
	"errors"
	"io"
	"reflect"
	"slices"
	"strings"

	"github.com/alecthomas/kong"

	"encaisse/app"
	"encaisse/base/refuse"
)

// Exit codes: scripts depend on them.
const (
	done    = 0
	refused = 1 // refused or broken; the reason is on the error output
	usage   = 2 // wrongly written
)

// tree is the command line as kong reads it: a line a verb, each in the file
// of its family. The commands of the registry are added as verbs of their own.
type tree struct {
	Database string `env:"ENCAISSE_DATABASE" placeholder:"URL" help:"${help_database}"`
	JSON     bool   `name:"json" help:"${help_json}"`
	Lang     string `placeholder:"LANG" help:"${help_lang}"`
	Seller   string `placeholder:"NAME" help:"${help_seller}"`

	Demo    demoVerb     `cmd:"" help:"${help_demo}"`
	Init    initVerb     `cmd:"" help:"${help_init}"`
	Serve   serveVerb    `cmd:"" help:"${help_serve}"`
	Migrate migrateVerb  `cmd:"" help:"${help_migrate}"`
	User    userVerbs    `cmd:"" help:"${help_user}"`
	Apikey  keyVerbs     `cmd:"" help:"${help_apikey}"`
	Run     runVerb      `cmd:"" help:"${help_run}"`
	Import  importVerb   `cmd:"" help:"${help_import}"`
	Mail    mailVerbs    `cmd:"" help:"${help_mail}"`
	Invoice invoiceVerbs `cmd:"" help:"${help_invoice}"`
	Export  exportVerb   `cmd:"" help:"${help_export}"`
	Fec     fecVerbs     `cmd:"" help:"${help_fec}"`
	Verify  verifyVerb   `cmd:"" help:"${help_verify}"`
	Audit   auditVerbs   `cmd:"" help:"${help_audit}"`
	Backup  backupVerb   `cmd:"" help:"${help_backup}"`
	Restore restoreVerb  `cmd:"" help:"${help_restore}"`
	Bench   benchVerbs   `cmd:"" help:"${help_bench}"`
}

// Main reads the arguments, does what they say and returns the exit code.
func Main(ctx context.Context, args []string, in io.Reader, out, errs io.Writer) (code int) {
	s := &session{ctx: ctx, in: in, out: out, errs: errs, language: wanted(args)}
	bare := len(args) == 0
	if bare {
		args, s.out = []string{"--help"}, errs
	}
	if len(args) > 0 && args[0] == "help" {
		args = append(slices.Clone(args[1:]), "--help")
	}
	defer func() {
		p := recover()
		helped, ok := p.(exit)
		switch {
		case p == nil:
		case !ok:
			panic(p)
		case bare:
			code = usage
		default:
			code = int(helped)
		}
	}()
	return s.fail(s.main(args))
}

// exit is how kong leaves after its help.
type exit int

func (s *session) main(args []string) error {
	verbs := map[string]*given{}
	options := []kong.Option{
		kong.Name("encaisse"), kong.Description(cliText(s.language, "help.encaisse")), vars(s.language),
		kong.Writers(s.out, s.errs), kong.Exit(func(code int) { panic(exit(code)) }),
		kong.Help(helper(s.language, s.out)), kong.ConfigureHelp(kong.HelpOptions{Compact: true}),
	}
	for _, e := range meant(args) {
		g := newGiven(e.In, e.Question)
		verbs[e.Name] = g
		group, _, _ := strings.Cut(e.Name, ".")
		options = append(options, kong.DynamicCommand(e.Name, s.summary(e), group, g.value.Interface()))
	}
	parser, err := kong.New(&s.tree, options...)
	if err != nil {
		return err
	}
	k, err := parser.Parse(args)
	if err != nil {
		return wrong{errors.New(foreign(s.language, err.Error()))}
	}
	if e, ok := app.Find(k.Selected().Name); ok {
		return s.do(e, verbs[e.Name])
	}
	return k.Run(s)
}

// meant are the commands of the registry that the arguments can be about: those
// they name, none when they name a verb of our own, else all. Kong needs
// milliseconds to take one in, and a quarter of a second for all of them.
func meant(args []string) []*app.Entry {
	var named []*app.Entry
	own := false
	for _, a := range args {
		if e, ok := app.Find(a); ok && !slices.Contains(named, e) {
			named = append(named, e)
		}
		f, ok := reflect.TypeFor[tree]().FieldByNameFunc(func(name string) bool { return strings.ToLower(name) == a })
		_, verb := f.Tag.Lookup("cmd")
		own = own || ok && verb
	}
	if len(named) > 0 || own {
		return named
	}
	return app.All()
}

// wrong is a command that is wrongly written.
type wrong struct{ error }

func (w wrong) Unwrap() error { return w.error }

// fail tells the reason of an error, if there is one, and its exit code.
func (s *session) fail(err error) int {
	if err == nil {
		return done
	}
	if errors.As(err, &wrong{}) {
		s.tell("cli.usage", s.reason(err))
		return usage
	}
	s.tell("cli.reason", s.reason(err))
	if _, ok := refuse.As(err); ok {
		for _, f := range doors.Problem(s.language, err).Errors {
			s.tell("cli.field", f.Detail, "pointer", f.Pointer)
		}
	}
	return refused
}
