package web

import (
	"mime"
	"net/http"
	"net/url"

	"encaisse/app"
	"encaisse/base/db"
	"encaisse/connect/paper"
)

// pdfOfInvoice and the others show the document that the customer has.
func (v *visit) pdfOfInvoice() error { return v.paper(app.InvoicePDF.Entry) }

func (v *visit) pdfOfOrder() error { return v.paper(app.OrderPDF.Entry) }

func (v *visit) pdfOfQuote() error { return v.paper(app.QuotePDF.Entry) }

func (v *visit) pdfOfCharge() error { return v.paper(app.ChargePDF.Entry) }

func (v *visit) pdfOfReminder() error { return v.paper(app.ReminderPDF.Entry) }

func (v *visit) pdfOfAccount() error { return v.paper(app.StatementPDF.Entry) }

// paper sends a file that the registry makes, by the id or number in the path.
func (v *visit) paper(e *app.Entry) error {
	in := e.NewInput()
	for _, f := range e.Fields {
		if f.Path {
			if err := set(in, f.Name, v.r.PathValue("id")); err != nil {
				return err
			}
		}
		if c := v.r.URL.Query().Get("currency"); f.Name == "currency" && c != "" {
			if err := set(in, f.Name, c); err != nil {
				return err
			}
		}
	}
	out, _, err := e.Run(v.r.Context(), v.app, v.call, in)
	if err != nil {
		return err
	}
	file := out.(paper.File)
	h := v.w.Header()
	h.Set("Content-Type", file.Media)
	h.Set("Content-Disposition", mime.FormatMediaType("inline", map[string]string{"filename": file.Name}))
	h.Set("Cache-Control", "private, no-cache")
	h.Set("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'")
	v.w.WriteHeader(http.StatusOK)
	_, _ = v.w.Write(file.Bytes) // the browser is gone: nothing is lost
	return nil
}

// pagingOf is where in a part of a record the address is.
func pagingOf(r *http.Request) db.Paging {
	return db.Paging{Limit: perPage, Cursor: r.URL.Query().Get("cursor")}
}

func queried(s string) string { return url.QueryEscape(s) }
