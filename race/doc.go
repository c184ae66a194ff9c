// Package race attacks the finished program from outside: many clients at once,
// the same request many times, processes killed under load, malformed input.
// It has tests only; they build the program, found a company in a fresh
// database of each engine, serve it and speak HTTP to it.
//
// With ENCAISSE_SEED the random choices of a failed run are made again; with
// ENCAISSE_DETECT=1 the program is built with Go's race detector.
package race
