package mail

import (
	"bytes"
	"encoding/base64"
	"io"
	"mime"
	"mime/multipart"
	"mime/quotedprintable"
	netmail "net/mail"
	"net/textproto"
	"strings"

	"encaisse/base/refuse"
	"encaisse/o2c/outbox"
)

// ReportSent is the longest notification that is read, in bytes: it may bring
// the message back with what went with it.
const ReportSent = 6 << 20

// A notification has three parts, in a mail that may be wrapped once or twice.
const (
	deepest   = 4
	mostParts = 32
	mostHead  = 64 << 10 // of the status, and of the head of what came back
)

// Report is what a delivery status notification says (RFC 3464).
type Report struct {
	MessageID string // of what came back, without brackets
	Action    string // failed, delayed, or one of those that it arrived by
	Status    string // RFC 3463: 5.1.1
}

// reading is a notification while it is read.
type reading struct {
	parts  int
	status []map[string]string
	heads  []map[string]string
}

// ReadReport reads a notification: whatever its words say, only its status
// counts, and the Message-ID of what it brings back. It refuses
// mail.report_large, mail.no_report, mail.report_unnamed and mail.arrived.
func ReadReport(raw []byte) (Report, error) {
	if len(raw) > ReportSent {
		return Report{}, unread("mail.report_large", "max", ReportSent>>20)
	}
	m, err := netmail.ReadMessage(bytes.NewReader(raw))
	if err != nil {
		return Report{}, unread("mail.no_report")
	}
	var x reading
	x.walk(textproto.MIMEHeader(m.Header), m.Body, false, 0)
	r, ok := worst(x.status)
	switch {
	case !ok:
		return r, unread("mail.no_report")
	case r.Action != outbox.Failed && r.Action != outbox.Delayed:
		return r, unread("mail.arrived", "action", r.Action)
	}
	for _, h := range x.heads {
		if r.MessageID == "" {
			r.MessageID = named(h["message-id"])
		}
	}
	if r.MessageID == "" { // some bring nothing back, and answer
		r.MessageID = named(m.Header.Get("In-Reply-To"))
	}
	if r.MessageID == "" {
		return r, unread("mail.report_unnamed")
	}
	return r, nil
}

func unread(code string, args ...any) error {
	return refuse.New(refuse.Invalid, "input.invalid").At("/data", code, args...)
}

// walk looks for the status, and for what came back, in the parts of a report;
// what can not be read says nothing.
func (x *reading) walk(head textproto.MIMEHeader, body io.Reader, report bool, depth int) {
	media, params, err := mime.ParseMediaType(head.Get("Content-Type"))
	if err != nil {
		return
	}
	if strings.HasPrefix(media, "multipart/") {
		kind := strings.ToLower(params["report-type"])
		report = report || media == "multipart/report" && (kind == "" || kind == "delivery-status")
		if params["boundary"] != "" && depth < deepest {
			x.each(multipart.NewReader(body, params["boundary"]), report, depth+1)
		}
		return
	}
	if !report {
		return
	}
	switch media {
	case "message/delivery-status", "message/global-delivery-status":
		if x.status == nil {
			x.status = fields(beginning(head, body))
		}
	case "message/rfc822", "text/rfc822-headers", "message/global", "message/global-headers":
		if f := fields(beginning(head, body)); len(f) > 0 {
			x.heads = append(x.heads, f[0])
		}
	}
}

func (x *reading) each(parts *multipart.Reader, report bool, depth int) {
	for {
		p, err := parts.NextRawPart()
		if x.parts++; err != nil || x.parts > mostParts {
			return
		}
		x.walk(p.Header, p, report, depth)
	}
}

// beginning is the beginning of a part, decoded.
func beginning(head textproto.MIMEHeader, body io.Reader) []byte {
	switch strings.ToLower(strings.TrimSpace(head.Get("Content-Transfer-Encoding"))) {
	case "base64":
		body = base64.NewDecoder(base64.StdEncoding, body)
	case "quoted-printable":
		body = quotedprintable.NewReader(body)
	}
	text, _ := io.ReadAll(io.LimitReader(body, mostHead)) // what could be read of it counts
	return text
}

// fields are the groups of lines "Name: value" of a text, an empty line between
// two; a line that begins with a blank goes on. The first of a name counts.
func fields(text []byte) (groups []map[string]string) {
	var group map[string]string
	last := ""
	for line := range strings.Lines(string(text)) {
		line = strings.TrimRight(line, "\r\n")
		name, value, ok := strings.Cut(line, ":")
		name = strings.ToLower(strings.TrimSpace(name))
		switch {
		case line == "":
			group, last = nil, ""
		case line[0] == ' ' || line[0] == '\t':
			if last != "" {
				group[last] += " " + strings.TrimSpace(line)
			}
		case ok:
			if group == nil {
				group = map[string]string{}
				groups = append(groups, group)
			}
			if last = name; group[name] != "" {
				last = ""
				continue
			}
			group[name] = strings.TrimSpace(value)
		}
	}
	return groups
}

// worst is what a notification says of the recipient who fared worst; ours is
// one, but a list may have been written to.
func worst(groups []map[string]string) (r Report, ok bool) {
	rank := func(action string) int { return map[string]int{outbox.Delayed: 1, outbox.Failed: 2}[action] }
	for _, g := range groups {
		action := strings.ToLower(first(g["action"]))
		if action == "" || ok && rank(action) <= rank(r.Action) {
			continue
		}
		r, ok = Report{Action: action, Status: first(g["status"])}, true
		if !outbox.Status(r.Status) {
			r.Status = coded(g["diagnostic-code"])
		}
	}
	return r, ok
}

// first is the first word of a value, without the comment after it.
func first(value string) string {
	value, _, _ = strings.Cut(value, "(")
	if words := strings.Fields(value); len(words) > 0 {
		return strings.TrimRight(words[0], ";,")
	}
	return ""
}

// coded is the first status in what a server answered: "smtp; 550-5.1.1 …".
func coded(diagnostic string) string {
	for _, w := range strings.FieldsFunc(diagnostic, func(c rune) bool { return c != '.' && (c < '0' || c > '9') }) {
		if outbox.Status(w) {
			return w
		}
	}
	return ""
}

// named is a Message-ID without its brackets.
func named(id string) string {
	_, id, ok := strings.Cut(id, "<")
	id, _, end := strings.Cut(id, ">")
	if !ok || !end || !strings.Contains(id, "@") || strings.ContainsAny(id, " \t") {
		return ""
	}
	return id
}
