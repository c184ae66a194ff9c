// Package psp asks payment providers for money and reads what they tell. No
// card number ever comes by here: the customer pays on the provider's page.
package psp

import (
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"net/http"
	"strconv"
	"strings"
	"time"

	"encaisse/base/money"
	"encaisse/base/words"
)

// Intent is what a provider is asked to collect.
type Intent struct {
	Reference string // ours: asked twice, it is one intent
	Amount    money.Money
	Language  words.Language
	Subject   string // what the customer reads there
	Back      string // where he comes back to
}

// Created is the provider's name for an intent, and where the customer pays.
type Created struct{ Token, URL string }

// Event is what a provider tells of an intent.
type Event struct {
	Token     string // of the event
	Reference string
	Kind      string // paid, refused, pending, expired
	Amount    money.Money
	Fee       money.Amount
	Charge    string // its name for the money
}

// Known is what a provider answers about an intent: where it is paid still, and
// what happened so far.
type Known struct {
	Created
	Events []Event
}

// Provider is a payment provider. An error of Create or Look says that nobody
// knows: whoever asked verifies later, and never takes it for a no.
type Provider interface {
	Name() string
	Origin() string // of its pages, where forms may lead; "" for this server
	Create(ctx context.Context, i Intent) (Created, error)
	Read(h http.Header, body []byte, now time.Time) (Event, error)
	Look(ctx context.Context, reference string) (Known, error)
}

// ErrUnknown is the answer about an intent the provider never heard of.
var ErrUnknown = errors.New("psp: the provider does not know this payment")

// ErrSignature is a message that is not the provider's, or an old one.
var ErrSignature = errors.New("psp: the message is not signed by the provider, or too old")

// SignatureHeader holds the time and the signature of a message: "t=…,v1=…".
const SignatureHeader = "Encaisse-Signature"

// tolerance is how old a signed message may be.
const tolerance = 5 * time.Minute

// sign is the signature of a message at a time.
func sign(secret, body []byte, at time.Time) string {
	t := strconv.FormatInt(at.Unix(), 10)
	m := hmac.New(sha256.New, secret)
	m.Write([]byte(t + "."))
	m.Write(body)
	return "t=" + t + ",v1=" + hex.EncodeToString(m.Sum(nil))
}

// check refuses a message that was not signed with the secret, or long ago.
func check(secret []byte, header string, body []byte, now time.Time) error {
	t, _, ok := strings.Cut(strings.TrimPrefix(header, "t="), ",")
	seconds, err := strconv.ParseInt(t, 10, 64)
	if !ok || err != nil {
		return ErrSignature
	}
	at := time.Unix(seconds, 0)
	if age := now.Sub(at); age > tolerance || age < -tolerance {
		return ErrSignature
	}
	if !hmac.Equal([]byte(header), []byte(sign(secret, body, at))) {
		return fmt.Errorf("%w", ErrSignature)
	}
	return nil
}
