package web

import (
	"encoding/base64"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"time"

	"encaisse/app"
	"encaisse/app/importer"
	"encaisse/app/work"
	"encaisse/base/refuse"
	"encaisse/web/ui"
)

// receiptsPage takes a file of receipts: looked through first, then recorded,
// each applied where there is one way to.
type receiptsPage struct {
	Head     ui.Heading
	Problems []ui.Problem
	File     string
	Data     string // the file that was looked through, to be sent once more
	Facts    []ui.Fact
	Do       string
	Key      string // under which its work is begun once
}

// largestFile that is taken.
const largestFile = 4 << 20

func (v *visit) receipts() error {
	title := v.say("web.receipts")
	return v.show(title, receiptsBody(receiptsPage{Head: ui.Heading{Title: title, Sub: v.say("web.receipts.what")}}))
}

func (v *visit) receiptsDone() error {
	v.r.Body = http.MaxBytesReader(v.w, v.r.Body, 2*largestFile)
	p := receiptsPage{Head: ui.Heading{Title: v.say("web.receipts")}}
	name, data, err := v.sentFile()
	if err != nil {
		p.Problems = []ui.Problem{{Field: "file", Text: v.say("web.receipts.none")}}
		return v.status(http.StatusUnprocessableEntity, p.Head.Title, receiptsBody(p))
	}
	if v.r.PostFormValue("step") == "do" {
		return v.takeReceipts(name, data)
	}
	out, err := importer.Run(v.r.Context(), v.app, importer.Request{Kind: "payments", File: name, Data: data, DryRun: true, Caller: v.call.Caller})
	if r, no := refuse.As(err); no && r.Kind != 0 && r.Kind != refuse.Unknown {
		v.wrong(err, nil, &p.Problems)
		return v.status(r.Kind.Status(), p.Head.Title, receiptsBody(p))
	}
	if err != nil {
		return err
	}
	for _, e := range out.Errors[:min(len(out.Errors), 50)] {
		p.Problems = append(p.Problems, ui.Problem{Text: v.say("web.receipts.row", "row", e.Row, "column", e.Column, "message", e.Message)})
	}
	if len(out.Errors) > 0 {
		return v.status(http.StatusUnprocessableEntity, p.Head.Title, receiptsBody(p))
	}
	n := out.Rows - out.AlreadyImported
	p.File, p.Data, p.Key = name, base64.StdEncoding.EncodeToString(data), v.keyOf()
	p.Facts = []ui.Fact{{Name: v.say("web.receipts.rows"), Text: ui.Number(v.ctx, out.Rows)}, {Name: v.say("web.receipts.known"), Text: ui.Number(v.ctx, out.AlreadyImported)},
		{Name: v.say("web.receipts.new"), Text: ui.Number(v.ctx, n), Total: true}}
	p.Do = v.say("web.receipts.do", "n", n)
	return v.show(p.Head.Title, receiptsBody(p))
}

// meantime is how long the visitor is kept waiting for a list of receipts: a short
// one leads on to what it left over, a long one is followed on its own page.
const meantime = 5 * time.Second

// takeReceipts records the receipts of a file as work of its own: it goes on
// when the visitor leaves, and is taken up after a crash.
func (v *visit) takeReceipts(name string, data []byte) error {
	begun, err := command(v, app.BeginImport, v.r.PostFormValue("key"), app.ToImport{Kind: "payments", Name: name, Data: data})
	if err != nil {
		return err
	}
	w := v.awaited(begun, meantime)
	var out struct {
		Applied         int `json:"applied"`
		AlreadyImported int `json:"already_imported"`
	}
	if w.State != work.Done || w.Failed > 0 || json.Unmarshal(w.Report, &out) != nil {
		return v.to("/runs/" + escape(w.ID))
	}
	return v.to(fmt.Sprint("/apply?taken=", out.Applied, "&known=", out.AlreadyImported))
}

// sentFile is the file that was chosen, or the one that was looked through.
func (v *visit) sentFile() (name string, data []byte, err error) {
	if text := v.r.PostFormValue("data"); text != "" {
		data, err = base64.StdEncoding.DecodeString(text)
		return v.r.PostFormValue("name"), data, err
	}
	f, head, err := v.r.FormFile("file")
	if err != nil {
		return "", nil, err
	}
	defer f.Close()
	data, err = io.ReadAll(io.LimitReader(f, largestFile+1))
	if err == nil && (len(data) == 0 || len(data) > largestFile) {
		err = fmt.Errorf("a file of %d bytes", len(data))
	}
	return head.Filename, data, err
}
