// Package scenario plays stories written in the words of the registry:
//
//	# Un client au-delà de son encours attend ; le virement qui paie libère la commande.
//	day 2026-01-15
//	item.create     sku=conseil kind=service price=100.00
//	credit.limit    customer=dupont limit=1000.00
//	as cathy sales
//	order.place     number=C1 customer=dupont lines=conseil:8   .state=confirmed
//	order.place     number=C2 customer=dupont lines=conseil:3
//	see order.show  number=C2 state=credit_hold hold=limit
//	payment.receive customer=dupont amount=500.00               > p
//	see payment.show id=$p.id amount=500.00
//	! order.retry   number=C2                                   order.state
//
// A verb is the name of a command; a name that is not a field of its input,
// or one with a dot before it, is what is expected of its answer. What the
// verbs of the stage itself do (day, as, entity, idle, stuck, run) is told in
// stage.go.
package scenario

import (
	"fmt"
	"strings"
)

// Kind says what a line wants.
type Kind int

// The kinds of line.
const (
	Do     Kind = iota // the command says yes
	See                // the question answers what is expected
	Refuse             // the command says no, with the code
)

// Line is one line of a story.
type Line struct {
	File  string
	No    int // counted from 1
	Kind  Kind
	Verb  string
	Args  []Arg
	Words []string // what has no "="
	Code  string   // of the expected refusal
	Keep  string   // name under which the answer is kept, "> name"
}

// Arg is one name=value.
type Arg struct{ Name, Value string }

// At is where the line stands, as editors read it.
func (l Line) At() string { return fmt.Sprintf("%s:%d", l.File, l.No) }

func (l Line) fail(format string, args ...any) error {
	return fmt.Errorf(l.At()+": "+format, args...)
}

// Parse reads a story. Its errors name file and line.
func Parse(file, text string) ([]Line, error) {
	var list []Line
	no := 0
	for s := range strings.SplitSeq(text, "\n") {
		no++
		l := Line{File: file, No: no}
		tokens, err := split(s)
		if err != nil {
			return nil, l.fail("%w", err)
		}
		if len(tokens) == 0 {
			continue
		}
		if err := l.read(tokens); err != nil {
			return nil, err
		}
		list = append(list, l)
	}
	return list, nil
}

// token is a word of a line; quoted ones are never a sign.
type token struct {
	name, value string // of name=value
	word        string // else
	quoted      bool
}

func (l *Line) read(tokens []token) error {
	switch first := tokens[0]; {
	case first.word == "see" && !first.quoted:
		l.Kind, tokens = See, tokens[1:]
	case first.word == "!" && !first.quoted:
		l.Kind, tokens = Refuse, tokens[1:]
	}
	if len(tokens) == 0 || tokens[0].word == "" {
		return l.fail("a line begins with a verb, such as order.place")
	}
	l.Verb, tokens = tokens[0].word, tokens[1:]
	if n := len(tokens) - 2; n >= 0 && tokens[n].word == ">" && !tokens[n].quoted {
		if l.Keep = tokens[n+1].word; l.Keep == "" {
			return l.fail("after > comes the name to keep the answer under")
		}
		tokens = tokens[:n]
	}
	for _, t := range tokens {
		if t.name != "" {
			l.Args = append(l.Args, Arg{t.name, t.value})
			continue
		}
		l.Words = append(l.Words, t.word)
	}
	return l.check()
}

func (l *Line) check() error {
	if l.Kind == Refuse {
		if len(l.Words) != 1 {
			return l.fail("a line with ! ends with one code, such as order.state; it has %q", l.Words)
		}
		l.Code, l.Words = l.Words[0], nil
	}
	if len(l.Words) > 0 && strings.Contains(l.Verb, ".") {
		return l.fail("%q is neither name=value nor a sign", l.Words[0])
	}
	return nil
}

// split cuts a line into its words. "…" holds spaces and signs, \" and \\ in
// it; # after a space (or at the start) begins a comment.
func split(s string) ([]token, error) {
	var list []token
	for {
		s = strings.TrimLeft(s, " \t\r")
		if s == "" || s[0] == '#' {
			return list, nil
		}
		t := token{}
		end := strings.IndexAny(s, " \t\r=\"")
		if end > 0 && s[end] == '=' {
			t.name, s = s[:end], s[end+1:]
		} else if end == 0 && s[0] == '=' {
			return nil, fmt.Errorf("a name is missing before =")
		}
		value, rest, quoted, err := cut(s)
		if err != nil {
			return nil, err
		}
		if t.name != "" {
			t.value = value
		} else {
			t.word = value
		}
		t.quoted, s = quoted, rest
		list = append(list, t)
	}
}

// cut takes the next value, quoted or up to a space.
func cut(s string) (value, rest string, quoted bool, err error) {
	if !strings.HasPrefix(s, `"`) {
		if i := strings.IndexAny(s, " \t\r"); i >= 0 {
			return s[:i], s[i:], false, nil
		}
		return s, "", false, nil
	}
	var b strings.Builder
	for i := 1; i < len(s); i++ {
		switch {
		case s[i] == '\\' && i+1 < len(s) && (s[i+1] == '"' || s[i+1] == '\\'):
			i++
			b.WriteByte(s[i])
		case s[i] == '"':
			if rest := s[i+1:]; rest == "" || strings.ContainsRune(" \t\r", rune(rest[0])) {
				return b.String(), rest, true, nil
			}
			return "", "", true, fmt.Errorf("a space is missing after %s", s[:i+1])
		default:
			b.WriteByte(s[i])
		}
	}
	return "", "", true, fmt.Errorf("the quotation mark of %s is not closed", s)
}
