package ui

import (
	"bytes"
	"compress/gzip"
	"crypto/sha256"
	"embed"
	"encoding/hex"
	"fmt"
	"mime"
	"net/http"
	"path"
	"strings"
)

//go:embed css/*.css
var sheets embed.FS

//go:embed files/*.js files/*.svg
var others embed.FS

// asset is a file of the pages: its address changes with its content, so it
// may be kept for ever.
type asset struct {
	media         string
	plain, packed []byte
}

var (
	assets    = map[string]asset{}  // by address
	addresses = map[string]string{} // by name
	_         = load()
)

// load reads what is embedded. The style sheet is one file made of the layers,
// in the order of their names.
func load() error {
	var css bytes.Buffer
	for _, name := range list(sheets, "css") {
		css.Write(read(sheets, "css/"+name))
	}
	keep("encaisse.css", css.Bytes())
	for _, name := range list(others, "files") {
		keep(name, read(others, "files/"+name))
	}
	return nil
}

func list(fs embed.FS, dir string) (names []string) {
	entries, err := fs.ReadDir(dir)
	if err != nil {
		panic(fmt.Sprintf("ui: %v", err)) // a mistake of the build
	}
	for _, e := range entries {
		names = append(names, e.Name())
	}
	return names
}

func read(fs embed.FS, name string) []byte {
	b, err := fs.ReadFile(name)
	if err != nil {
		panic(fmt.Sprintf("ui: %v", err)) // a mistake of the build
	}
	return b
}

func keep(name string, b []byte) {
	sum := sha256.Sum256(b)
	ext := path.Ext(name)
	address := "/assets/" + strings.TrimSuffix(name, ext) + "-" + hex.EncodeToString(sum[:6]) + ext
	var packed bytes.Buffer
	z, _ := gzip.NewWriterLevel(&packed, gzip.BestCompression) // the level is one there is
	z.Write(b)
	z.Close()
	media := mime.TypeByExtension(ext)
	if ext == ".js" {
		media = "text/javascript; charset=utf-8" // some machines name it otherwise
	}
	assets[address] = asset{media, b, packed.Bytes()}
	addresses[name] = address
}

// Asset is the address of an embedded file ("encaisse.css").
func Asset(name string) string {
	address, ok := addresses[name]
	if !ok {
		panic("ui: no file is called " + name) // a mistake of a template: every page is drawn in the tests
	}
	return address
}

// Assets serves the embedded files under /assets/.
func Assets() http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		a, ok := assets[r.URL.Path]
		if !ok {
			http.NotFound(w, r)
			return
		}
		h := w.Header()
		h.Set("Content-Type", a.media)
		h.Set("Cache-Control", "public, max-age=31536000, immutable")
		h.Set("Vary", "Accept-Encoding")
		body := a.plain
		if strings.Contains(r.Header.Get("Accept-Encoding"), "gzip") {
			h.Set("Content-Encoding", "gzip")
			body = a.packed
		}
		h.Set("Content-Length", fmt.Sprint(len(body)))
		w.Write(body)
	})
}

// Icons are the names of the set, in its order.
var Icons = icons()

func icons() (names []string) {
	for part := range strings.SplitSeq(string(read(others, "files/icons.svg")), `<symbol id="i-`) {
		if name, _, ok := strings.Cut(part, `"`); ok && !strings.HasPrefix(name, "<svg") {
			names = append(names, name)
		}
	}
	return names
}
