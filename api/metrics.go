package api

import (
	"context"
	"net/http"
	"strconv"
	"time"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/collectors"
	"github.com/prometheus/client_golang/prometheus/promhttp"

	"encaisse/app"
	"encaisse/base/refuse"
)

// metrics are what an operator watches (Prometheus).
type metrics struct {
	registry *prometheus.Registry
	requests *prometheus.CounterVec
	calls    *prometheus.HistogramVec
}

func newMetrics(a *app.App) *metrics {
	m := &metrics{
		registry: prometheus.NewRegistry(),
		requests: prometheus.NewCounterVec(prometheus.CounterOpts{
			Name: "encaisse_http_requests_total", Help: "HTTP requests answered."}, []string{"route", "status"}),
		calls: prometheus.NewHistogramVec(prometheus.HistogramOpts{
			Name: "encaisse_call_seconds", Help: "Time of commands and questions.",
			Buckets: []float64{.0005, .001, .0025, .005, .01, .025, .05, .1, .25, .5, 1, 2.5, 10}}, []string{"call", "outcome"}),
	}
	m.registry.MustRegister(m.requests, m.calls, &flowCollector{a},
		collectors.NewGoCollector(), collectors.NewProcessCollector(collectors.ProcessCollectorOpts{}))
	a.Watch = func(e *app.Entry, err error, took time.Duration) {
		m.calls.WithLabelValues(e.Name, outcome(err)).Observe(took.Seconds())
	}
	return m
}

// outcome of a call: done, refused (a known no) or failed.
func outcome(err error) string {
	r, ok := refuse.As(err)
	switch {
	case err == nil:
		return "done"
	case ok && r.Kind != 0:
		return "refused"
	}
	return "failed"
}

func (m *metrics) handler() http.Handler {
	return promhttp.HandlerFor(m.registry, promhttp.HandlerOpts{})
}

// count counts every request by its route, which the mux has written into it.
func (m *metrics) count(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		seen := &statusWriter{ResponseWriter: w, status: http.StatusOK}
		next.ServeHTTP(seen, r)
		route := r.Pattern
		if route == "" {
			route = "none"
		}
		m.requests.WithLabelValues(route, strconv.Itoa(seen.status)).Inc()
	})
}

type statusWriter struct {
	http.ResponseWriter
	status int
}

func (w *statusWriter) WriteHeader(status int) {
	w.status = status
	w.ResponseWriter.WriteHeader(status)
}

// Unwrap lets http.ResponseController reach the connection.
func (w *statusWriter) Unwrap() http.ResponseWriter { return w.ResponseWriter }

// flowCollector reads the state of the chain when it is asked for.
type flowCollector struct{ app *app.App }

var (
	backlogDesc  = prometheus.NewDesc("encaisse_flow_backlog", "Steps of the chain that wait.", nil, nil)
	oldestDesc   = prometheus.NewDesc("encaisse_flow_oldest_seconds", "Age of the oldest step that waits.", nil, nil)
	stuckDesc    = prometheus.NewDesc("encaisse_flow_stuck", "Steps that failed and wait to be tried again (1000 at most).", nil, nil)
	unsealedDesc = prometheus.NewDesc("encaisse_seal_lag_events", "Facts not sealed yet (100000 at most).", nil, nil)
)

// Describe lists the gauges.
func (c *flowCollector) Describe(ch chan<- *prometheus.Desc) {
	for _, d := range []*prometheus.Desc{backlogDesc, oldestDesc, stuckDesc, unsealedDesc} {
		ch <- d
	}
}

// Collect reads them; while the database does not answer they are absent.
func (c *flowCollector) Collect(ch chan<- prometheus.Metric) {
	ctx, cancel := context.WithTimeout(context.Background(), 5*time.Second)
	defer cancel()
	s, err := c.app.State(ctx)
	if err != nil {
		c.app.Log.Warn("reading the state of the chain", "error", err.Error())
		return
	}
	oldest := 0.0
	if !s.Oldest.IsZero() {
		oldest = max(0, time.Since(s.Oldest).Seconds())
	}
	ch <- prometheus.MustNewConstMetric(backlogDesc, prometheus.GaugeValue, float64(s.Backlog))
	ch <- prometheus.MustNewConstMetric(oldestDesc, prometheus.GaugeValue, oldest)
	ch <- prometheus.MustNewConstMetric(stuckDesc, prometheus.GaugeValue, float64(s.Stuck))
	ch <- prometheus.MustNewConstMetric(unsealedDesc, prometheus.GaugeValue, float64(s.Unsealed))
}
