package race

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"net/http"
	"os/exec"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"
)

// node is one process that serves a company.
type node struct {
	url   string
	cmd   *exec.Cmd
	log   journal
	ended chan struct{}
	ready time.Duration // from its start to its first yes to /readyz
}

// journal keeps what a process wrote on its error output.
type journal struct {
	mu   sync.Mutex
	text bytes.Buffer
}

func (j *journal) Write(b []byte) (int, error) {
	j.mu.Lock()
	defer j.mu.Unlock()
	return j.text.Write(b)
}

// lines returns those that hold one of the words.
func (j *journal) lines(words ...string) []string {
	j.mu.Lock()
	defer j.mu.Unlock()
	var out []string
	for line := range strings.Lines(j.text.String()) {
		for _, w := range words {
			if strings.Contains(line, w) {
				out = append(out, strings.TrimSpace(line))
				break
			}
		}
	}
	return out
}

func (j *journal) String() string {
	j.mu.Lock()
	defer j.mu.Unlock()
	return j.text.String()
}

// serve starts a process on a database and returns when it is ready.
func serve(t *testing.T, database string) *node {
	t.Helper()
	begun := time.Now()
	n := &node{cmd: exec.Command(program, "serve", "--listen", "127.0.0.1:0", "--database", database), ended: make(chan struct{})}
	n.cmd.Stderr = &n.log
	n.cmd.SysProcAttr = &syscall.SysProcAttr{Pdeathsig: syscall.SIGKILL}
	out, err := n.cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := n.cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { n.end(t) })
	line, err := bufio.NewReader(out).ReadString('\n')
	go func() {
		_ = n.cmd.Wait() // how it ended is judged by who ended it
		close(n.ended)
	}()
	url, ok := strings.CutPrefix(strings.TrimSpace(line), "listening ")
	if err != nil || !ok {
		t.Fatalf("serve wrote %q (%v) and\n%s", line, err, n.log.String())
	}
	n.url = url
	for {
		if res, err := http.Get(url + "/readyz"); err == nil {
			res.Body.Close()
			if res.StatusCode == http.StatusOK {
				break
			}
		}
		if time.Since(begun) > 15*time.Second {
			t.Fatalf("not ready after 15 s:\n%s", n.log.String())
		}
		time.Sleep(5 * time.Millisecond)
	}
	n.ready = time.Since(begun)
	return n
}

// kill ends the process as a power cut would.
func (n *node) kill() {
	_ = n.cmd.Process.Kill() // it may have ended
	<-n.ended
}

// stop asks the process to end, as an operator would, and fails the test when
// it does not.
func (n *node) stop(t *testing.T) {
	t.Helper()
	if err := n.cmd.Process.Signal(syscall.SIGTERM); err != nil {
		t.Fatal(err)
	}
	select {
	case <-n.ended:
	case <-time.After(30 * time.Second):
		n.kill()
		t.Fatalf("serve did not end on SIGTERM:\n%s", n.log.String())
	}
	if code := n.cmd.ProcessState.ExitCode(); code != 0 {
		t.Fatalf("serve ended with %d:\n%s", code, n.log.String())
	}
}

// end kills what still runs and judges what the process logged: an error, a
// panic, a step that failed are bugs even when no client saw them.
func (n *node) end(t *testing.T) {
	n.kill()
	for i, line := range n.log.lines("level=ERROR", "panic", "step failed", "DATA RACE", "fatal error") {
		if i == 10 {
			t.Error("… and more")
			break
		}
		t.Errorf("%s logged %s", n.url, clip(line))
	}
	if n.log.lines("DATA RACE") != nil {
		t.Error(n.log.String())
	}
}

func clip(s string) string {
	const most = 800
	if len(s) > most {
		return s[:most] + "…"
	}
	return s
}

// call runs a verb of the command line on a database and returns its output.
func call(database string, args ...string) (string, error) {
	cmd := exec.Command(program, append(args, "--database", database, "--json")...)
	var errs bytes.Buffer
	cmd.Stderr = &errs
	out, err := cmd.Output()
	if err != nil {
		return string(out), errors.Join(fmt.Errorf("%s: %s", strings.Join(args, " "), strings.TrimSpace(errs.String())), err)
	}
	return string(out), nil
}
