package table

import (
	"fmt"
	"runtime"
	"strings"
	"testing"
)

// A file of 10 MB stays below six times its size while its rows are held, so
// that one of 50 MB reads in a few hundred.
func TestMemoryStaysModest(t *testing.T) {
	const size = 10 << 20
	var b strings.Builder
	b.WriteString("number;customer;day;net;quantity;note\n")
	for i := 0; b.Len() < size; i++ {
		fmt.Fprintf(&b, "SO%d;C%d;21/11/2026;1 234,%02d;%d;\"a note, quoted\"\n", i, i%1000, i%100, i%9)
	}
	data := []byte(b.String())
	columns := []Column{{Name: "number"}, {Name: "customer"}, {Name: "day", Kind: Date}, {Name: "net", Kind: Amount}, {Name: "quantity", Kind: Decimal}, {Name: "note"}}
	before := held()
	s, err := Read(data, columns, Options{})
	if err != nil {
		t.Fatal(err)
	}
	if grown := held() - before; grown > 6*size {
		t.Errorf("%d rows hold %d MB", len(s.Rows), grown>>20)
	}
	runtime.KeepAlive(s)
	runtime.KeepAlive(data)
}

func held() int64 {
	runtime.GC()
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return int64(m.HeapAlloc)
}

func BenchmarkRead(b *testing.B) {
	data := []byte("number;day;net\n" + strings.Repeat("SO12345;21/11/2026;1 234,56\n", 100_000))
	columns := []Column{{Name: "number"}, {Name: "day", Kind: Date}, {Name: "net", Kind: Amount}}
	b.SetBytes(int64(len(data)))
	for b.Loop() {
		s, err := Read(data, columns, Options{})
		if err != nil || len(s.Rows) != 100_000 {
			b.Fatal(err)
		}
	}
}
