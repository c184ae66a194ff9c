package cli

import (
	"bufio"
	"bytes"
	"errors"
	"io"
	"os"

	"encaisse/app"
	"encaisse/base/db"
	"encaisse/base/refuse"
	"encaisse/base/seal"
)

type auditVerbs struct {
	Head   auditHeadVerb   `cmd:"" help:"${help_audit_head}"`
	Export auditExportVerb `cmd:"" help:"${help_audit_export}"`
	Check  auditCheckVerb  `cmd:"" help:"${help_audit_check}"`
}

type auditHeadVerb struct{}

// Run seals what is not sealed and prints the signed head of the chain: keep
// it elsewhere, and the chain can be held against it later.
func (v *auditHeadVerb) Run(s *session) error {
	return s.sealed(func(a *app.App) error {
		h, err := db.See(s.ctx, a.DB, db.As{}, seal.End)
		if err != nil {
			return err
		}
		return s.print(h)
	})
}

type auditExportVerb struct {
	File string `arg:"" optional:"" help:"${help_audit_file}"`
}

// Run writes the chain, a JSON line a fact and the signed head last, to a file
// or the output. It needs no database to be checked.
func (v *auditExportVerb) Run(s *session) error {
	return s.sealed(func(a *app.App) (err error) {
		out := s.out
		if v.File != "" {
			f, err := os.OpenFile(v.File, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
			if err != nil {
				return err
			}
			defer func() { err = errors.Join(err, f.Sync(), f.Close()) }()
			out = f
		}
		h, err := db.Study(s.ctx, a.DB, db.As{}, func(r *db.Read) (seal.Head, error) { return seal.Export(r, out) })
		if err == nil && v.File != "" {
			err = s.print(h)
		}
		return err
	})
}

func (s *session) sealed(f func(*app.App) error) error {
	a, err := s.open()
	if err != nil {
		return err
	}
	defer a.Close()
	if _, err := seal.Run(s.ctx, a.DB); err != nil {
		return err
	}
	return f(a)
}

type auditCheckVerb struct {
	File string   `arg:"" help:"${help_audit_checked}"`
	Head []string `placeholder:"FILE" help:"${help_verify_head}"`
}

// Run checks an export without a database, also against heads exported
// earlier. A file that holds a head alone is held against the database.
func (v *auditCheckVerb) Run(s *session) error {
	text, err := firstLine(v.File)
	if err != nil {
		return err
	}
	if bytes.Contains(text, []byte(`"signature":`)) {
		return v.compare(s)
	}
	var earlier []seal.Head
	for _, name := range v.Head {
		h, err := headIn(name)
		if err != nil {
			return err
		}
		earlier = append(earlier, h)
	}
	f, err := os.Open(v.File)
	if err != nil {
		return err
	}
	defer f.Close()
	h, err := seal.Check(f, earlier...)
	if err != nil {
		return err
	}
	return s.print(h)
}

func (v *auditCheckVerb) compare(s *session) error {
	h, err := headIn(v.File)
	if err != nil {
		return err
	}
	a, err := s.open()
	if err != nil {
		return err
	}
	defer a.Close()
	_, err = db.See(s.ctx, a.DB, db.As{}, func(r *db.Read) (any, error) { return nil, seal.Compare(r, h) })
	if err != nil {
		return err
	}
	return s.print(h)
}

func firstLine(name string) ([]byte, error) {
	f, err := os.Open(name)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	text, err := bufio.NewReader(f).ReadBytes('\n')
	if errors.Is(err, io.EOF) {
		err = nil
	}
	return text, err
}

// headIn reads the head in a file: alone, or at the end of an export.
func headIn(name string) (seal.Head, error) {
	f, err := os.Open(name)
	if err != nil {
		return seal.Head{}, err
	}
	defer f.Close()
	h, err := seal.ReadHead(f)
	if refuse.Code(err) == "seal.no_head" {
		return h, wrong{err}
	}
	return h, err
}
