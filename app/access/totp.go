package access

import (
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha1"
	"encoding/base32"
	"encoding/binary"
	"fmt"
	"net/url"
	"strings"
	"time"
)

// What authenticator apps expect (RFC 6238): SHA-1, six digits, half a minute.
const (
	totpLen    = 20 // bytes of a secret
	totpDigits = 6
	totpStep   = 30 * time.Second
	totpSlack  = 1 // steps that the clocks may differ, each way
)

var base32Text = base32.StdEncoding.WithPadding(base32.NoPadding)

// newTOTP is the secret of an authenticator app to be.
func newTOTP() []byte {
	b := make([]byte, totpLen)
	rand.Read(b) // never fails: the program stops instead
	return b
}

func stepAt(t time.Time) int64 { return t.Unix() / int64(totpStep/time.Second) }

// totpCode is the code of a secret at a step.
func totpCode(secret []byte, step int64) string {
	h := hmac.New(sha1.New, secret)
	h.Write(binary.BigEndian.AppendUint64(nil, uint64(step)))
	sum := h.Sum(nil)
	n := binary.BigEndian.Uint32(sum[sum[len(sum)-1]&15:]) & 0x7fffffff
	return fmt.Sprintf("%0*d", totpDigits, n%1_000_000)
}

// totpTaken is the step that a code is of, later than the one that was used
// last, or false.
func totpTaken(secret []byte, code string, now time.Time, used int64) (int64, bool) {
	for step := stepAt(now) - totpSlack; step <= stepAt(now)+totpSlack; step++ {
		if step > used && hmac.Equal([]byte(totpCode(secret, step)), []byte(code)) {
			return step, true
		}
	}
	return 0, false
}

// AppKey is what an authenticator app is told of a secret.
type AppKey struct {
	Text string // to be typed
	URI  string // to be seen as a QR code
}

func appKey(house, user string, secret []byte) AppKey {
	text := base32Text.EncodeToString(secret)
	q := url.Values{"secret": {text}, "issuer": {house}}
	return AppKey{Text: text, URI: "otpauth://totp/" + url.PathEscape(house+":"+user) + "?" + strings.ReplaceAll(q.Encode(), "+", "%20")}
}

// plainCode is a code without what people write between its signs.
func plainCode(s string) string {
	return strings.Map(func(r rune) rune {
		if r == ' ' || r == '-' || r == '\u00a0' || r == '\u202f' || r == '\t' {
			return -1
		}
		return r
	}, strings.ToLower(strings.TrimSpace(s)))
}
