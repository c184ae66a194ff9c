package psp

import (
	"context"
	"crypto/rand"
	"encoding/json"
	"errors"
	"net/http"
	"slices"
	"sync"
	"time"

	"encaisse/base/money"
)

// Outcomes of the sandbox: what the tester wants to happen.
var Outcomes = []string{"paid", "refused", "pending", "unknown", "twice"}

// Sandbox is a provider that takes no money: for the demonstration, for tests
// and to try the portal out. It forgets all when the program ends.
type Sandbox struct {
	Notify func(context.Context, http.Header, []byte) error // whom it tells; as a provider does over the network
	Clock  func() time.Time
	Down   bool // does not answer: set before it is used

	mu      sync.Mutex
	secret  []byte
	intents map[string]*Known // by reference
	asked   map[string]Intent // by token
}

// NewSandbox is a sandbox with a secret of its own.
func NewSandbox(clock func() time.Time) *Sandbox {
	secret := make([]byte, 32)
	rand.Read(secret) // never fails: the program stops instead
	return &Sandbox{Clock: clock, secret: secret, intents: map[string]*Known{}, asked: map[string]Intent{}}
}

// Name of the provider.
func (s *Sandbox) Name() string { return "sandbox" }

// Origin of its pages: this server.
func (s *Sandbox) Origin() string { return "" }

var errDown = errors.New("psp: the sandbox does not answer")

// Create is one intent a reference.
func (s *Sandbox) Create(_ context.Context, i Intent) (Created, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if k := s.intents[i.Reference]; k != nil {
		return k.Created, nil
	}
	token := "sb_" + rand.Text()
	k := &Known{Created: Created{token, "/portal/sandbox/" + token}}
	s.intents[i.Reference], s.asked[token] = k, i
	if s.Down { // it has it, and nobody hears
		return Created{}, errDown
	}
	return k.Created, nil
}

// Look says what happened to a reference.
func (s *Sandbox) Look(_ context.Context, reference string) (Known, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	k := s.intents[reference]
	switch {
	case s.Down:
		return Known{}, errDown
	case k == nil:
		return Known{}, ErrUnknown
	}
	return Known{k.Created, slices.Clone(k.Events)}, nil
}

// Asked is the intent of a token, for the page of the sandbox.
func (s *Sandbox) Asked(token string) (Intent, bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	i, ok := s.asked[token]
	return i, ok
}

// message is an event as it travels.
type message struct {
	ID        string         `json:"id"`
	Reference string         `json:"reference"`
	Kind      string         `json:"kind"`
	Amount    int64          `json:"amount"`
	Currency  money.Currency `json:"currency"`
	Fee       int64          `json:"fee"`
	Charge    string         `json:"charge"`
}

// Read reads a message that bears our signature.
func (s *Sandbox) Read(h http.Header, body []byte, now time.Time) (Event, error) {
	if err := check(s.secret, h.Get(SignatureHeader), body, now); err != nil {
		return Event{}, err
	}
	var m message
	if err := json.Unmarshal(body, &m); err != nil {
		return Event{}, err
	}
	return Event{m.ID, m.Reference, m.Kind, money.Amount(m.Amount).In(m.Currency), money.Amount(m.Fee), m.Charge}, nil
}

// Write is an event as a signed message.
func (s *Sandbox) Write(e Event, at time.Time) (http.Header, []byte) {
	body, err := json.Marshal(message{e.Token, e.Reference, e.Kind, int64(e.Amount.Minor), e.Amount.Currency, int64(e.Fee), e.Charge})
	if err != nil {
		panic(err) // our own struct always encodes
	}
	h := http.Header{}
	h.Set(SignatureHeader, sign(s.secret, body, at))
	return h, body
}

// Decide lets an outcome happen to an intent and tells of it, but for unknown:
// that is paid and nobody is told.
func (s *Sandbox) Decide(ctx context.Context, token, outcome string) error {
	s.mu.Lock()
	i, ok := s.asked[token]
	if !ok {
		s.mu.Unlock()
		return ErrUnknown
	}
	kind := outcome
	if outcome == "unknown" || outcome == "twice" {
		kind = "paid"
	}
	e := Event{Token: "evt_" + rand.Text(), Reference: i.Reference, Kind: kind, Amount: i.Amount}
	k := s.intents[i.Reference]
	paid := slices.IndexFunc(k.Events, func(e Event) bool { return e.Kind == "paid" })
	switch {
	case paid >= 0: // a provider takes money once
		e = k.Events[paid]
	case kind == "paid":
		e.Charge = "ch_" + rand.Text()
		fallthrough
	default:
		k.Events = append(k.Events, e)
	}
	s.mu.Unlock()
	tell := []Event{e}
	switch outcome {
	case "unknown":
		return nil
	case "twice":
		again := e
		again.Token = "evt_" + rand.Text()
		tell = []Event{e, e, again}
	}
	for _, e := range tell {
		h, body := s.Write(e, s.Clock())
		if err := s.Notify(ctx, h, body); err != nil {
			return err
		}
	}
	return nil
}
