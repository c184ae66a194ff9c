package refuse_test

import (
	"errors"
	"fmt"
	"testing"

	"encaisse/base/refuse"
)

func TestStatus(t *testing.T) {
	want := map[refuse.Kind]int{
		refuse.Invalid: 422, refuse.Missing: 404, refuse.Conflict: 409, refuse.Forbidden: 403,
		refuse.Unauthorized: 401, refuse.BadRequest: 400, refuse.Precondition: 412,
		refuse.Demanded: 428, refuse.Full: 507, refuse.Unknown: 503, 0: 500, 11: 500, -1: 500,
	}
	for k, status := range want {
		if got := k.Status(); got != status {
			t.Errorf("kind %d: status %d, want %d", k, got, status)
		}
	}
}

func TestErrorShowsCodeArgumentsAndPlaces(t *testing.T) {
	err := refuse.New(refuse.Invalid, "order.lines", "number", "C1", "lines", 2).
		At("/lines/0/sku", "item.missing", "sku", "X").
		At("/lines/1/quantity", "order.quantity")
	want := "order.lines number=C1 lines=2 [/lines/0/sku item.missing sku=X] [/lines/1/quantity order.quantity]"
	if err.Error() != want {
		t.Errorf("got  %s\nwant %s", err, want)
	}
}

func TestFoundInTheChain(t *testing.T) {
	r := refuse.New(refuse.Conflict, "order.state")
	for _, err := range []error{r, fmt.Errorf("retry: %w", r), errors.Join(errors.New("other"), r)} {
		if got, ok := refuse.As(err); !ok || got != r || refuse.Code(err) != "order.state" {
			t.Errorf("not found in %v", err)
		}
	}
	for _, err := range []error{nil, errors.New("disk"), (*refuse.Refusal)(nil)} {
		if _, ok := refuse.As(err); ok || refuse.Code(err) != "" {
			t.Errorf("found one in %#v", err)
		}
	}
}

func TestPairsThatDoNotPairPanic(t *testing.T) {
	for _, pairs := range [][]any{{"name"}, {1, "value"}} {
		func() {
			defer func() {
				if recover() == nil {
					t.Errorf("no panic for %v", pairs)
				}
			}()
			_ = refuse.New(refuse.Invalid, "x", pairs...)
		}()
	}
}
