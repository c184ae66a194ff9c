package invoice

import (
	"encoding/json"
	"testing"
)

// A document issued before parties had a region reads, and is written, as it was.
func TestASideWithoutRegionStaysAsItWas(t *testing.T) {
	const old = `{"seller":{"name":"Vendeur","city":"Montréal","country":"CA"},"buyer":{"name":"Acheteur","country":"FR","number":"7"}}`
	var p Parties
	if err := json.Unmarshal([]byte(old), &p); err != nil {
		t.Fatal(err)
	}
	if got, err := json.Marshal(p); err != nil || string(got) != old {
		t.Errorf("%s %v", got, err)
	}
}
