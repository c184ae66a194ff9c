package tax

import (
	"encoding/json"
	"sync"
)

// Stored treatments are few and read again and again: their texts are decoded
// once.
var stored struct {
	sync.RWMutex
	m map[string]Treatment
}

// mostStored bounds the memory; beyond it decoding starts anew.
const mostStored = 4096

// Stored decodes a treatment as it is stored on a line; not to be changed.
func Stored(text string) (Treatment, error) {
	stored.RLock()
	t, ok := stored.m[text]
	stored.RUnlock()
	if ok {
		return t, nil
	}
	if err := json.Unmarshal([]byte(text), &t); err != nil {
		return t, err
	}
	stored.Lock()
	if stored.m == nil || len(stored.m) >= mostStored {
		stored.m = map[string]Treatment{}
	}
	stored.m[text] = t
	stored.Unlock()
	return t, nil
}
