package race

import (
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"testing"
	"time"
)

// program is the path of the program under test; detecting says that it looks
// for data races, and is slow.
var (
	program   string
	detecting = os.Getenv("ENCAISSE_DETECT") != ""
)

// TestMain builds the program once.
func TestMain(m *testing.M) {
	os.Exit(run(m))
}

func run(m *testing.M) int {
	dir, err := os.MkdirTemp("", "encaisse-race")
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		return 1
	}
	defer os.RemoveAll(dir)
	program = filepath.Join(dir, "encaisse")
	args := []string{"build", "-o", program}
	if detecting {
		// The SQLite library does arithmetic on addresses, which checkptr forbids.
		args = append(args, "-race", "-gcflags=all=-d=checkptr=0")
	}
	if out, err := exec.Command("go", append(args, "encaisse")...).CombinedOutput(); err != nil {
		fmt.Fprintf(os.Stderr, "building the program: %v\n%s", err, out)
		return 1
	}
	return m.Run()
}

// dice makes the random choices of a test and says by which seed.
func dice(t *testing.T) *rand.Rand {
	seed := uint64(time.Now().UnixNano())
	if s := os.Getenv("ENCAISSE_SEED"); s != "" {
		n, err := strconv.ParseUint(s, 10, 64)
		if err != nil {
			t.Fatal("ENCAISSE_SEED: ", err)
		}
		seed = n
	}
	t.Logf("ENCAISSE_SEED=%d", seed)
	return rand.New(rand.NewPCG(seed, 1))
}
