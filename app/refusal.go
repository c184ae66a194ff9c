package app

import (
	"context"
	"errors"
	"slices"
	"strings"
	"unicode/utf8"

	"encaisse/base/db"
	"encaisse/base/refuse"
	"encaisse/base/words"
)

// Failed is the error of everything that is not a known no: the caller sees
// app.internal and the request's id, the log sees the cause.
type Failed struct {
	*refuse.Refusal
	Cause error
}

// Error is the cause: for the log, never for the caller.
func (f *Failed) Error() string { return f.Refusal.Error() + ": " + f.Cause.Error() }

// Unwrap shows both the refusal and its cause.
func (f *Failed) Unwrap() []error { return []error{f.Refusal, f.Cause} }

// known turns every error into one that holds a refusal.
func (a *App) known(err error, name string, request db.ID) error {
	if _, ok := refuse.As(err); ok {
		return err
	}
	var f *db.Fault
	switch {
	case errors.Is(err, db.ErrNone):
		return errors.Join(refuse.New(refuse.Missing, "app.not_found"), err)
	case errors.As(err, &f) && f.Kind == db.Unique:
		return errors.Join(refuse.New(refuse.Conflict, unique+f.Constraint, "constraint", f.Constraint), err)
	case errors.As(err, &f) && f.Kind == db.Check:
		return errors.Join(refuse.New(refuse.Conflict, check+f.Constraint, "constraint", f.Constraint), err)
	case errors.Is(err, context.Canceled), errors.Is(err, context.DeadlineExceeded):
		return errors.Join(refuse.New(refuse.Unknown, "app.gone"), err)
	}
	id := request.Text(RequestPrefix)
	a.Log.Error("call failed", "call", name, "request", id, "error", err.Error())
	return &Failed{refuse.New(0, "app.internal", "request", id), err}
}

// RequestPrefix begins the id of a request: the header Encaisse-Request, and
// the cause that facts are asked by.
const RequestPrefix = "req"

// The codes of database constraints begin so; one without a sentence of its
// own takes the general one.
const (
	unique = "unique."
	check  = "check."
)

// Say is the sentence of a refusal. An error without one is app.internal: its
// text is never shown.
func (a *App) Say(l words.Language, err error) string {
	r, ok := refuse.As(err)
	if !ok {
		return a.say(l, "app.internal", []refuse.Arg{{Name: "request", Value: "–"}})
	}
	return a.say(l, r.Code, brief(r.Kind, r.Args))
}

// mostSaid characters of what was asked for stand in the sentence that there is
// no such thing.
const mostSaid = 80

// brief cuts what a refusal repeats of the request when nothing is there by that
// name: whatever was asked for, the sentence stays one that can be read.
func brief(k refuse.Kind, args []refuse.Arg) []refuse.Arg {
	if k != refuse.Missing {
		return args
	}
	out := slices.Clone(args)
	for i, a := range out {
		if s, ok := a.Value.(string); ok && utf8.RuneCountInString(s) > mostSaid {
			out[i].Value = string([]rune(s)[:mostSaid]) + "…"
		}
	}
	return out
}

func (a *App) say(l words.Language, code string, args []refuse.Arg) string {
	if !a.Texts.Has(code) {
		switch {
		case strings.HasPrefix(code, unique):
			code = "app.unique"
		case strings.HasPrefix(code, check):
			code = "app.check"
		}
	}
	return a.Texts.Say(l, code, args...)
}

// Problem is a refusal as RFC 9457 says it.
type Problem struct {
	Type   string         `json:"type"` // where the code is explained, on this server
	Title  string         `json:"title"`
	Status int            `json:"status"`
	Code   string         `json:"code"`
	Detail string         `json:"detail"`
	Errors []ProblemField `json:"errors,omitempty"`
}

// ProblemField is one wrong place of the input.
type ProblemField struct {
	Pointer string `json:"pointer"` // RFC 6901
	Detail  string `json:"detail"`
}

// ProblemPage is where the codes are explained.
const ProblemPage = "/docs/problems"

// Problem says an error in a language. What is no refusal is app.internal.
func (a *App) Problem(l words.Language, err error) Problem {
	r, ok := refuse.As(err)
	if !ok {
		r = refuse.New(0, "app.internal", "request", "–")
	}
	p := Problem{
		Type: ProblemPage + "#" + r.Code, Title: a.Title(l, r.Kind.Status()), Status: r.Kind.Status(),
		Code: r.Code, Detail: a.say(l, r.Code, brief(r.Kind, r.Args)),
	}
	for _, f := range r.Fields {
		p.Errors = append(p.Errors, ProblemField{f.Pointer, a.say(l, f.Code, brief(r.Kind, f.Args))})
	}
	return p
}
