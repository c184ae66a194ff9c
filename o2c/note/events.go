package note

// added is the body of note.added: what it is about, never a word of it.
type added struct {
	Kind     string `json:"kind"`
	Mentions int    `json:"mentions"`
}
