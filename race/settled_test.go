package race

import (
	"encoding/json"
	"fmt"
	"strings"
	"time"
)

// settled waits until no step waits, and refuses stuck ones.
func (c *company) settled() {
	c.Helper()
	for begun := time.Now(); ; time.Sleep(20 * time.Millisecond) {
		backlog, ok := c.gauge(c.nodes[0], "encaisse_flow_backlog")
		if ok && backlog == 0 {
			break
		}
		if time.Since(begun) > 70*time.Second {
			c.Fatalf("%v steps still wait", backlog)
		}
	}
	if stuck := read[struct{ Items []json.RawMessage }](c, c.do("GET", "/v1/flow/stuck", nil)).Items; len(stuck) > 0 {
		c.Errorf("%d stuck steps, the first: %s", len(stuck), stuck[0])
	}
}

// gauge reads a figure of /metrics.
func (c *company) gauge(n *node, name string) (v float64, ok bool) {
	c.Helper()
	a, err := c.send(n, request{method: "GET", path: "/metrics"})
	if err != nil {
		c.Fatal(err)
	}
	for line := range strings.Lines(string(a.body)) {
		if rest, found := strings.CutPrefix(line, name+" "); found {
			_, err := fmt.Sscan(rest, &v)
			return v, err == nil
		}
	}
	return 0, false
}

// verify runs every named check on the database.
func (c *company) verify() {
	c.Helper()
	out, err := call(c.database, "verify")
	if err == nil {
		return
	}
	c.Error(err)
	var report struct {
		Checks []struct {
			Name     string
			OK       bool
			Count    int
			Breaches []json.RawMessage
		}
	}
	if json.Unmarshal([]byte(out), &report) != nil {
		c.Errorf("verify wrote %s", clip(out))
	}
	for _, v := range report.Checks {
		if !v.OK {
			c.Errorf("%s: %d breaches, first %s", v.Name, v.Count, v.Breaches[:min(3, len(v.Breaches))])
		}
	}
}
