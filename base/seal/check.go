package seal

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"strconv"

	"encaisse/base/refuse"
)

// Check reads an export without a database: the numbers from 1 without a hole,
// each hash, the signed head at the end. It names the first broken record.
// Earlier heads, kept elsewhere, must be of the same chain and key: that is
// how a tail that was cut off, or a chain rewritten whole, is found. It returns
// the head.
func Check(in io.Reader, earlier ...Head) (Head, error) {
	for _, h := range earlier {
		if err := h.Signed(); err != nil {
			return Head{}, err
		}
	}
	c := checker{hash: genesis, earlier: earlier, at: map[int64][]byte{}}
	b := bufio.NewReaderSize(in, 1<<16)
	for {
		text, err := b.ReadBytes('\n')
		if err != nil && !errors.Is(err, io.EOF) {
			return Head{}, err
		}
		if len(text) > 0 {
			c.lines++
			if err := c.line(text); err != nil {
				return Head{}, err
			}
		}
		if err != nil {
			return c.head, c.end()
		}
	}
}

// ReadHead reads a signed head from a file that holds one, alone or as the
// last line of an export.
func ReadHead(in io.Reader) (Head, error) {
	var last []byte
	b := bufio.NewReaderSize(in, 1<<16)
	for {
		text, err := b.ReadBytes('\n')
		if len(bytes.TrimSpace(text)) > 0 {
			last = text
		}
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return Head{}, err
		}
	}
	var h Head
	if json.Unmarshal(last, &h) != nil || len(h.Signature) == 0 {
		return h, refuse.New(refuse.Invalid, "seal.no_head")
	}
	return h, h.Signed()
}

type checker struct {
	lines   int64
	number  int64
	record  Record
	hash    []byte
	head    Head
	done    bool
	earlier []Head
	at      map[int64][]byte // hashes at the numbers of earlier heads
}

func (c *checker) line(text []byte) error {
	bad := refuse.New(refuse.Invalid, "seal.line", "line", c.lines)
	if c.done {
		return bad
	}
	var kind struct {
		Signature *Bytes `json:"signature"`
	}
	if json.Unmarshal(text, &kind) != nil {
		return bad
	}
	if kind.Signature != nil {
		if !exact(text, &c.head) {
			return bad
		}
		c.done = true
		return c.ends()
	}
	var rec Record
	if !exact(text, &rec) {
		return bad
	}
	return c.follow(rec)
}

// exact reads a line and reports whether it is, byte for byte, what we would
// write: nothing may stand in it that the hash does not cover.
func exact(text []byte, v any) bool {
	if json.Unmarshal(text, v) != nil {
		return false
	}
	var again bytes.Buffer
	return line(&again, v) == nil && bytes.Equal(bytes.TrimSuffix(text, []byte("\n")), bytes.TrimSuffix(again.Bytes(), []byte("\n")))
}

func (c *checker) follow(rec Record) error {
	if rec.Number != c.number+1 {
		return refuse.New(refuse.Conflict, "seal.number", "number", rec.Number, "expected", c.number+1)
	}
	c.number++
	if c.hash = rec.fact().link(c.hash, c.number); !bytes.Equal(c.hash, rec.Hash) {
		return refuse.New(refuse.Conflict, "seal.broken", "number", c.number, "event", strconv.FormatInt(int64(rec.ID), 10), "type", rec.Type)
	}
	c.record = rec
	for _, h := range c.earlier {
		if h.Number == c.number {
			c.at[c.number] = c.hash
		}
	}
	return nil
}

// ends compares the head with the records before it.
func (c *checker) ends() error {
	if err := c.head.Signed(); err != nil {
		return err
	}
	if c.head.Number != c.number || !bytes.Equal(c.head.Hash, c.hash) || c.head.Event != c.record.ID {
		return refuse.New(refuse.Conflict, "seal.other_end", "number", c.number, "head", c.head.Number)
	}
	return nil
}

func (c *checker) end() error {
	if !c.done {
		return refuse.New(refuse.Conflict, "seal.no_end", "number", c.number)
	}
	for _, h := range c.earlier {
		if h.Number > c.number {
			return refuse.New(refuse.Conflict, "seal.shorter", "number", c.number, "earlier", h.Number)
		}
		if err := h.against(c.at[h.Number], c.head.Key); err != nil {
			return err
		}
	}
	return nil
}
