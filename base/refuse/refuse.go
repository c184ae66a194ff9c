// Package refuse holds a business "no": a code, a kind and arguments, never a
// sentence. The sentences live in the texts of the packages that refuse.
package refuse

import (
	"errors"
	"fmt"
	"strings"
)

// Kind says what sort of "no" it is; the HTTP door answers with its Status.
type Kind int

const (
	Invalid      Kind = iota + 1 // the input breaks a rule: 422
	Missing                      // what is named does not exist: 404
	Conflict                     // the state of things forbids it: 409
	Forbidden                    // not allowed for this user: 403
	Unauthorized                 // nobody is logged in: 401
	BadRequest                   // the request cannot be read: 400
	Precondition                 // changed since it was read: 412
	Demanded                     // a precondition must be given: 428
	Full                         // no space left: 507
	Unknown                      // the outcome is not known, ask again: 503
)

// statuses is indexed by Kind; 0 is no kind.
var statuses = [...]int{500, 422, 404, 409, 403, 401, 400, 412, 428, 507, 503}

// Status is the HTTP status of the kind, 500 for a value that is no kind.
func (k Kind) Status() int {
	if k < Invalid || k > Unknown {
		return statuses[0]
	}
	return statuses[k]
}

// Arg is one named value a sentence may show.
type Arg struct {
	Name  string
	Value any
}

// Field is one wrong place in the input.
type Field struct {
	Pointer string // RFC 6901, "/lines/0/sku"
	Code    string
	Args    []Arg
}

// Refusal is the error of every business "no".
type Refusal struct {
	Code   string // stable, dotted: "order.state"
	Kind   Kind
	Args   []Arg
	Fields []Field
}

// New makes a refusal from a code and pairs of name and value. It panics on
// pairs that do not pair: that is a mistake of the program, not of the input.
func New(k Kind, code string, pairs ...any) *Refusal {
	return &Refusal{Code: code, Kind: k, Args: args(code, pairs)}
}

// At adds one wrong place of the input to r and returns r.
func (r *Refusal) At(pointer, code string, pairs ...any) *Refusal {
	r.Fields = append(r.Fields, Field{Pointer: pointer, Code: code, Args: args(code, pairs)})
	return r
}

func args(code string, pairs []any) []Arg {
	if len(pairs) == 0 {
		return nil
	}
	if len(pairs)%2 != 0 {
		panic("refuse: odd pairs for " + code)
	}
	list := make([]Arg, 0, len(pairs)/2)
	for i := 0; i < len(pairs); i += 2 {
		name, ok := pairs[i].(string)
		if !ok {
			panic(fmt.Sprintf("refuse: name %v of %s is no string", pairs[i], code))
		}
		list = append(list, Arg{Name: name, Value: pairs[i+1]})
	}
	return list
}

// Error is for logs: "code name=value ...", then each wrong place in brackets.
func (r *Refusal) Error() string {
	var b strings.Builder
	write(&b, r.Code, r.Args)
	for _, f := range r.Fields {
		b.WriteString(" [" + f.Pointer + " ")
		write(&b, f.Code, f.Args)
		b.WriteByte(']')
	}
	return b.String()
}

func write(b *strings.Builder, code string, list []Arg) {
	b.WriteString(code)
	for _, a := range list {
		fmt.Fprintf(b, " %s=%v", a.Name, a.Value)
	}
}

// As finds the refusal in err's chain.
func As(err error) (*Refusal, bool) {
	var r *Refusal
	if errors.As(err, &r) && r != nil {
		return r, true
	}
	return nil, false
}

// Code is the code of the refusal in err's chain, "" if there is none.
func Code(err error) string {
	if r, ok := As(err); ok {
		return r.Code
	}
	return ""
}
