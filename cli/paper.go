package cli

import (
	"encoding/json"
	"os"

	"encaisse/app"
	"encaisse/app/form"
	"encaisse/base/refuse"
	"encaisse/connect/paper"
)

type invoiceVerbs struct {
	Export invoiceExport `cmd:"" help:"${help_invoice_export}"`
}

type invoiceExport struct{ paperFile }

// Run writes an invoice or credit note to a file.
func (v *invoiceExport) Run(s *session) error { return v.write(s, app.InvoicePDF.Entry) }

// paperFile is where a document goes.
type paperFile struct {
	Number string `arg:"" help:"${help_paper_number}"`
	As     string `default:"pdf" placeholder:"pdf" help:"${help_paper_as}"`
	Output string `short:"o" required:"" placeholder:"FILE" help:"${help_paper_output}"`
}

// write asks for the document and writes its bytes; what is printed describes
// them.
func (v *paperFile) write(s *session, e *app.Entry) error {
	if v.As != "pdf" {
		return wrong{refuse.New(refuse.Invalid, "cli.paper_as", "as", v.As)}
	}
	in := e.NewInput()
	if err := form.Set(in, "id", v.Number); err != nil {
		return wrong{err}
	}
	return s.with(func(a *app.App, c app.Caller) (any, error) {
		out, _, err := e.Run(s.ctx, a, app.Call{Caller: c}, in)
		if err != nil {
			return nil, err
		}
		return out, s.write(v.Output, out)
	})
}

// write writes an answer to a file: a document as it is, else its JSON.
func (s *session) write(name string, answer any) error {
	if f, ok := answer.(paper.File); ok {
		return os.WriteFile(name, f.Bytes, 0o644)
	}
	b, err := json.Marshal(answer)
	if err != nil {
		return err
	}
	return os.WriteFile(name, append(b, '\n'), 0o644)
}
