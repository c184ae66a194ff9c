package cli

import (
	"os"
	"path/filepath"
	"slices"
	"strings"

	"encaisse/app"
	"encaisse/base/refuse"
	"encaisse/connect/mail"
	"encaisse/o2c/letter"
)

type mailVerbs struct {
	Import mailImport `cmd:"" help:"${help_mail_import}"`
}

type mailImport struct {
	Path string `arg:"" help:"${help_mail_path}"`
}

// noticed is what became of one file.
type noticed struct {
	File    string             `json:"file"`
	Noted   *letter.ReturnView `json:"noted"`
	Code    string             `json:"code"`
	Message string             `json:"message"`
}

// Run reads the notifications of a file, or of the .eml files of a folder, one
// after the other. What is no notification is told with its reason; reading them
// again changes nothing.
func (v *mailImport) Run(s *session) error {
	files, err := mails(v.Path)
	if err != nil {
		return err
	}
	unread := 0
	err = s.with(func(a *app.App, c app.Caller) (any, error) {
		out := []noticed{}
		for _, name := range files {
			n, err := notice(s, a, c, name)
			if err != nil {
				return nil, err
			}
			if n.Code != "" {
				unread++
			}
			out = append(out, n)
		}
		return out, nil
	})
	if err == nil && unread > 0 {
		return refuse.New(refuse.Invalid, "cli.mails", "count", unread, "of", len(files))
	}
	return err
}

// notice gives one file to the command; its refusal is an answer too.
func notice(s *session, a *app.App, c app.Caller, name string) (noticed, error) {
	n := noticed{File: name}
	f, err := os.Stat(name)
	if err != nil {
		return n, err
	}
	in := mail.ToRead{}
	if f.Size() > mail.ReportSent { // one more byte says it, not all of them
		in.Data = make([]byte, mail.ReportSent+1)
	} else if in.Data, err = os.ReadFile(name); err != nil {
		return n, err
	}
	out, _, err := app.ReadBounce.Run(s.ctx, a, app.Call{Caller: c, Request: a.DB.NewID()}, &in)
	if r, no := refuse.As(err); no && (r.Kind == refuse.Invalid || r.Kind == refuse.Conflict) {
		n.Code, n.Message = r.Code, a.Say(s.language, err)
		if len(r.Fields) > 0 {
			n.Code, n.Message = r.Fields[0].Code, app.Texts.Say(s.language, r.Fields[0].Code, r.Fields[0].Args...)
		}
		return n, nil
	}
	if v, ok := out.(letter.ReturnView); ok {
		n.Noted = &v
	}
	return n, err
}

// mails are the files to read: the one that was named, or those of a folder, in
// the order of their names.
func mails(path string) ([]string, error) {
	f, err := os.Stat(path)
	if err != nil || !f.IsDir() {
		return []string{path}, err
	}
	list, err := os.ReadDir(path)
	var out []string
	for _, x := range list {
		if strings.EqualFold(filepath.Ext(x.Name()), ".eml") && x.Type().IsRegular() {
			out = append(out, filepath.Join(path, x.Name()))
		}
	}
	slices.Sort(out)
	return out, err
}
