package mail

import (
	"bytes"
	"context"
	"crypto/tls"
	"encoding/base64"
	"errors"
	"fmt"
	"io"
	"mime"
	"mime/multipart"
	"mime/quotedprintable"
	"net"
	netmail "net/mail"
	"net/smtp"
	"net/textproto"
	"net/url"
	"strings"
	"time"

	"encaisse/connect/paper"
	"encaisse/o2c/outbox"
)

// patience with a server, all in all: less than the lease of a step.
const patience = 30 * time.Second

// errAddress is an address nothing can be sent to.
var errAddress = errors.New("the address can not be read")

// permanent tells that trying again is no use: the server refused for good, or
// the address is none.
func permanent(err error) bool {
	var said *textproto.Error
	return errors.Is(err, errAddress) || errors.As(err, &said) && said.Code >= 500
}

// deliver hands a message to the server.
func deliver(ctx context.Context, server string, m outbox.Leaving, files []paper.File) error {
	u, err := url.Parse(server)
	if err != nil || u.Host == "" {
		return fmt.Errorf("%s is no address of a server: smtp://host:587", ServerSetting)
	}
	from, err := netmail.ParseAddress(m.Sender)
	if err != nil {
		return fmt.Errorf("%s is no address of a sender", SenderSetting)
	}
	to, err := netmail.ParseAddress(m.Recipient)
	if err != nil {
		return errAddress
	}
	ctx, stop := context.WithTimeout(ctx, patience)
	defer stop()
	c, err := connect(ctx, u)
	if err != nil {
		return err
	}
	defer c.Close()
	if u.User != nil {
		secret, _ := u.User.Password()
		if err := c.Auth(smtp.PlainAuth("", u.User.Username(), secret, u.Hostname())); err != nil {
			return err
		}
	}
	if err := c.Mail(from.Address); err != nil {
		return err
	}
	if err := c.Rcpt(to.Address); err != nil {
		return err
	}
	body, err := c.Data()
	if err != nil {
		return err
	}
	if _, err := body.Write(compose(m, from, to, files)); err != nil {
		return err
	}
	if err := body.Close(); err != nil { // the server has it when it says so here
		return err
	}
	_ = c.Quit() // it was accepted: how the farewell goes does not matter
	return nil
}

// connect opens the connection, encrypted unless the server is this machine.
func connect(ctx context.Context, u *url.URL) (*smtp.Client, error) {
	port := u.Port()
	if port == "" {
		port = map[string]string{"smtps": "465"}[u.Scheme]
	}
	if port == "" {
		port = "587"
	}
	settings := &tls.Config{ServerName: u.Hostname(), MinVersion: tls.VersionTLS12}
	conn, err := (&net.Dialer{}).DialContext(ctx, "tcp", net.JoinHostPort(u.Hostname(), port))
	if err != nil {
		return nil, err
	}
	if deadline, ok := ctx.Deadline(); ok {
		if err := conn.SetDeadline(deadline); err != nil {
			return nil, errors.Join(err, conn.Close())
		}
	}
	if u.Scheme == "smtps" {
		conn = tls.Client(conn, settings)
	}
	c, err := smtp.NewClient(conn, u.Hostname())
	if err != nil {
		return nil, errors.Join(err, conn.Close())
	}
	if u.Scheme == "smtps" {
		return c, nil
	}
	if ok, _ := c.Extension("STARTTLS"); ok {
		err = c.StartTLS(settings)
	} else if !loopback(u.Hostname()) {
		err = errors.New("the server offers no encryption")
	}
	if err != nil {
		return nil, errors.Join(err, c.Close())
	}
	return c, nil
}

func loopback(host string) bool {
	ip := net.ParseIP(host)
	return host == "localhost" || ip != nil && ip.IsLoopback()
}

// compose writes the message: plain text and HTML, what goes with it, and an id
// of its own that is the same however often it is sent.
func compose(m outbox.Leaving, from, to *netmail.Address, files []paper.File) []byte {
	var text, all bytes.Buffer
	said := multipart.NewWriter(&text)
	for _, p := range [][2]string{{"text/plain", m.Body}, {"text/html", m.HTML}} {
		w, err := said.CreatePart(textproto.MIMEHeader{"Content-Type": {p[0] + "; charset=utf-8"}, "Content-Transfer-Encoding": {"quoted-printable"}})
		if err != nil {
			return nil
		}
		q := quotedprintable.NewWriter(w)
		_, _ = q.Write([]byte(p[1])) // into memory
		_ = q.Close()
	}
	_ = said.Close()
	media, body := `multipart/alternative; boundary="`+said.Boundary()+`"`, text.Bytes()
	if len(files) > 0 {
		whole := multipart.NewWriter(&all)
		w, err := whole.CreatePart(textproto.MIMEHeader{"Content-Type": {media}})
		if err != nil {
			return nil
		}
		_, _ = w.Write(body)
		for _, f := range files {
			if err := attach(whole, f); err != nil {
				return nil
			}
		}
		_ = whole.Close()
		media, body = `multipart/mixed; boundary="`+whole.Boundary()+`"`, all.Bytes()
	}
	_, domain, _ := strings.Cut(from.Address, "@")
	var head bytes.Buffer
	for _, h := range [][2]string{
		{"From", from.String()}, {"To", to.String()}, {"Subject", mime.QEncoding.Encode("utf-8", m.Subject)},
		{"Date", time.UnixMicro(m.QueuedAt).UTC().Format(time.RFC1123Z)},
		{"Message-ID", "<" + m.Message.ID.Text(outbox.Prefix) + "@" + domain + ">"},
		{"MIME-Version", "1.0"}, {"Auto-Submitted", "auto-generated"}, {"Content-Type", media},
	} {
		head.WriteString(h[0] + ": " + h[1] + "\r\n")
	}
	head.WriteString("\r\n")
	return append(head.Bytes(), body...)
}

// attach adds a document, in lines of 76 characters.
func attach(to *multipart.Writer, f paper.File) error {
	w, err := to.CreatePart(textproto.MIMEHeader{"Content-Type": {f.Media}, "Content-Transfer-Encoding": {"base64"},
		"Content-Disposition": {mime.FormatMediaType("attachment", map[string]string{"filename": f.Name})}})
	if err != nil {
		return err
	}
	coded := base64.StdEncoding.EncodeToString(f.Bytes)
	for len(coded) > 0 {
		n := min(76, len(coded))
		if _, err := io.WriteString(w, coded[:n]+"\r\n"); err != nil {
			return err
		}
		coded = coded[n:]
	}
	return nil
}
