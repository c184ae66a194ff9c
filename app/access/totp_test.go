package access

import (
	"testing"
	"time"
)

// The codes of RFC 6238, appendix B, cut to six digits.
func TestCodesAreThoseOfTheStandard(t *testing.T) {
	secret := []byte("12345678901234567890")
	for at, want := range map[int64]string{59: "287082", 1111111109: "081804", 1111111111: "050471", 1234567890: "005924", 2000000000: "279037", 20000000000: "353130"} {
		if got := totpCode(secret, stepAt(time.Unix(at, 0))); got != want {
			t.Errorf("at %d: %s, want %s", at, got, want)
		}
	}
	now := time.Unix(1111111111, 0)
	for slack, want := range map[int64]bool{-2: false, -1: true, 0: true, 1: true, 2: false} {
		if _, ok := totpTaken(secret, totpCode(secret, stepAt(now)+slack), now, 0); ok != want {
			t.Errorf("a code of %d steps away is taken: %v", slack, ok)
		}
	}
	if _, ok := totpTaken(secret, totpCode(secret, stepAt(now)), now, stepAt(now)); ok {
		t.Error("a code is taken twice")
	}
}
