package access

import (
	"context"
	"crypto/rand"
	"crypto/subtle"
	"encoding/base64"
	"fmt"
	"strings"
	"unicode/utf8"

	"golang.org/x/crypto/argon2"

	"encaisse/base/refuse"
)

// The cost of a guess: the second recommendation of RFC 9106, with two lanes.
const (
	memory  = 64 * 1024 // KiB
	rounds  = 3
	lanes   = 2
	saltLen = 16
	hashLen = 32
)

// The lengths of a password, in characters. What it is made of is its owner's.
const (
	shortest = 12
	longest  = 200
)

// hashing bounds how many hashes are made at once: each takes 64 MiB.
var hashing = make(chan struct{}, 2)

// CheckPassword refuses access.password to what is too short or too easy.
func CheckPassword(user, password string) error {
	n := utf8.RuneCountInString(password)
	lower := strings.ToLower(password)
	easy := strings.Contains(lower, strings.ToLower(user)) && n < shortest+len(user)
	if n < shortest || n > longest || easy || strings.Count(lower, lower[:1]) == len(lower) {
		return refuse.New(refuse.Invalid, "access.password", "min", shortest, "max", longest).
			At("/password", "access.password", "min", shortest, "max", longest)
	}
	return nil
}

// Hash is a password as it is kept. It waits for its turn, outside any
// transaction.
func Hash(ctx context.Context, password string) (string, error) {
	salt := make([]byte, saltLen)
	rand.Read(salt) // never fails: the program stops instead
	sum, err := stretch(ctx, password, salt, memory, rounds, lanes)
	if err != nil {
		return "", err
	}
	b64 := base64.RawStdEncoding.EncodeToString
	return fmt.Sprintf("$argon2id$v=%d$m=%d,t=%d,p=%d$%s$%s", argon2.Version, memory, rounds, lanes, b64(salt), b64(sum)), nil
}

// Matches tells whether a password is that of a hash. No hash takes as long as
// a wrong one, so that nobody learns by the clock who is a user.
func Matches(ctx context.Context, password, hash string) (bool, error) {
	known := hash != ""
	if !known {
		hash = nobody
	}
	var version int
	var m, t uint32
	var p uint8
	parts := strings.Split(hash, "$")
	if len(parts) != 6 || parts[1] != "argon2id" {
		return false, fmt.Errorf("a password is kept in a form that is not ours")
	}
	if _, err := fmt.Sscanf(parts[2]+" "+parts[3], "v=%d m=%d,t=%d,p=%d", &version, &m, &t, &p); err != nil {
		return false, fmt.Errorf("reading how a password is kept: %w", err)
	}
	salt, err := base64.RawStdEncoding.DecodeString(parts[4])
	if err != nil {
		return false, fmt.Errorf("reading the salt of a password: %w", err)
	}
	want, err := base64.RawStdEncoding.DecodeString(parts[5])
	if err != nil {
		return false, fmt.Errorf("reading the hash of a password: %w", err)
	}
	got, err := stretch(ctx, password, salt, m, t, p)
	if err != nil {
		return false, err
	}
	return subtle.ConstantTimeCompare(got, want) == 1 && known, nil
}

// nobody is a hash that no password gives.
var nobody = fmt.Sprintf("$argon2id$v=%d$m=%d,t=%d,p=%d$%s$%s", argon2.Version, memory, rounds, lanes,
	base64.RawStdEncoding.EncodeToString(make([]byte, saltLen)), base64.RawStdEncoding.EncodeToString(make([]byte, hashLen)))

func stretch(ctx context.Context, password string, salt []byte, m, t uint32, p uint8) ([]byte, error) {
	select {
	case hashing <- struct{}{}:
	case <-ctx.Done():
		return nil, ctx.Err()
	}
	defer func() { <-hashing }()
	return argon2.IDKey([]byte(password), salt, t, m, p, hashLen), nil
}
