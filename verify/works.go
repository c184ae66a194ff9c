package verify

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"

	"encaisse/base/db"
)

var (
	qWorks = db.Q("verify.works", `select id, kind, state, preview, total, done, failed, asked from work where id > $1 order by id limit $2`).Scans()
	// what the things of work say: how many, how numbered and named, how many in each state
	qWorkItems = db.Q("verify.works.items", `select i.work, count(*), min(i.n), max(i.n), count(distinct i.ref), sum(case when i.state = 'failed' then 1 else 0 end),
		sum(case when i.state = 'asked' then 1 else 0 end), sum(case when i.state = 'done' or i.state = 'would' then 1 else 0 end)
		from work_item i where i.work > $1 group by i.work order by i.work limit $2`).Scans()
	qWorkFacts = db.Q("verify.works.facts", `select id, type, at, day, actor, coalesce(entity, 0), coalesce(cause, 0), request, objects, body
		from event where id > $1 and type >= 'work.' and type < 'work/' order by id limit $2`).Scans()
	qWorkFiles = db.Q("verify.works.files", `select work from work_file where kind = 'export' and work > $1 order by work limit $2`).Scans()
	qWorkFile  = db.Q("verify.works.file", `select name, bytes from work_file where work = $1 and kind = 'export'`)
)

type workRow struct {
	ID                         db.ID
	Kind, State                string
	Preview                    bool
	Total, Done, Failed, Asked int64
}

type workItems struct {
	Work                    db.ID
	All, First, Last, Names int64
	Failed, Asked, Yes      int64
}

// workStory is what the facts of a piece of work told so far.
type workStory struct {
	begun, preview, ended, bad bool
	last                       string // the last fact
	end                        struct {
		State  string `json:"state"`
		Done   int64  `json:"done"`
		Failed int64  `json:"failed"`
		Asked  int64  `json:"asked"`
	}
	file struct {
		Name   string `json:"file"`
		SHA256 string `json:"sha256"`
	}
}

// works checks of each run that what it counts are its things, each of them once
// (work.counted), that it is where its facts led it (work.states), and that a file
// it keeps is the one whose hash its fact has (work.files).
func works(r *db.Read) (out []db.Breach, err error) {
	stories, err := workStories(r)
	if err != nil {
		return nil, err
	}
	items := map[db.ID]workItems{}
	err = db.Pages(r, qWorkItems, func(i workItems) db.ID { return i.Work }, func(page []workItems) error {
		for _, i := range page {
			items[i.Work] = i
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	breach := func(check string, id db.ID, why string) {
		out = append(out, db.Breach{Check: check, What: fmt.Sprintf("work %d", id), Why: why})
	}
	there := map[db.ID]bool{}
	err = db.Pages(r, qWorks, func(x workRow) db.ID { return x.ID }, func(page []workRow) error {
		for _, x := range page {
			there[x.ID] = true
			if !x.counted(items[x.ID]) {
				breach("work.counted", x.ID, "does not count its things, each of them once")
			}
			if !x.led(stories[x.ID]) {
				breach("work.states", x.ID, "is not where its facts led it")
			}
		}
		return nil
	})
	for id := range stories {
		if !there[id] {
			breach("work.states", id, "is gone, and facts tell of it")
		}
	}
	for id := range items {
		if !there[id] {
			breach("work.counted", id, "is gone, and things of it are there")
		}
	}
	if err != nil {
		return out, err
	}
	files, err := workFiles(r, stories)
	return append(out, files...), err
}

// counted: done, failed, asked and left are all its things. Work that counts
// itself is never further than its whole.
func (x workRow) counted(i workItems) bool {
	if x.Kind != "command" {
		return x.Done <= x.Total
	}
	left := i.All - i.Yes - i.Failed - i.Asked
	return i.All == x.Total && i.First == 1 && i.Last == i.All && i.Names == i.All && i.Failed == x.Failed && i.Asked == x.Asked && i.Yes == x.Done &&
		(left == 0 || x.State != "done" && x.State != "ready")
}

// led: work is in a state that its last fact leads to, with the counts it ended by.
func (x workRow) led(s *workStory) bool {
	if s == nil || s.bad {
		return false
	}
	alive := x.State == "waiting" || x.State == "running"
	switch s.last {
	case "work.begun":
		return alive && x.Preview == s.preview || x.State == "ready" && x.Preview && s.preview
	case "work.applied", "work.retried":
		return alive && !x.Preview
	case "work.stopped":
		return x.State == "running" || x.State == "cancelled"
	}
	return s.ended && x.State == s.end.State && x.Done == s.end.Done && x.Failed == s.end.Failed && x.Asked == s.end.Asked
}

func workStories(r *db.Read) (map[db.ID]*workStory, error) {
	out := map[db.ID]*workStory{}
	err := db.Pages(r, qWorkFacts, func(e db.Event) db.ID { return e.ID }, func(page []db.Event) error {
		for _, e := range page {
			id := e.Object("work")
			if out[id] == nil {
				out[id] = &workStory{}
			}
			if err := out[id].tell(e); err != nil {
				return err
			}
		}
		return nil
	})
	return out, err
}

// tell goes a step on; one that can not follow the one before is bad.
func (s *workStory) tell(e db.Event) error {
	over := s.ended || s.last == "work.stopped"
	var err error
	switch e.Type {
	case "work.begun":
		var said struct {
			Preview bool `json:"preview"`
		}
		err = e.Read(&said)
		s.bad = s.bad || s.begun
		s.begun, s.preview = true, said.Preview
	case "work.applied":
		s.bad = s.bad || !s.begun || !s.preview || over
		s.preview = false
	case "work.retried":
		s.bad = s.bad || !over || s.preview
		s.ended = false
	case "work.stopped":
		s.bad = s.bad || !s.begun || s.ended
	case "work.ended":
		err = e.Read(&s.end)
		s.bad = s.bad || !s.begun || s.ended
		s.ended = true
	case "work.filed":
		return e.Read(&s.file) // it goes on
	case "work.removed":
		s.file.SHA256 = ""
		return nil
	default:
		s.bad = true
	}
	s.last = e.Type
	return err
}

// workFiles checks each file that was exported, one at a time: they may be large.
func workFiles(r *db.Read, stories map[db.ID]*workStory) (out []db.Breach, err error) {
	there := map[db.ID]bool{}
	err = db.Pages(r, qWorkFiles, func(id db.ID) db.ID { return id }, func(page []db.ID) error {
		for _, id := range page {
			there[id] = true
			f, err := db.One[struct {
				Name  string
				Bytes []byte
			}](r, qWorkFile, id)
			if err != nil {
				return err
			}
			sum := sha256.Sum256(f.Bytes)
			if s := stories[id]; s == nil || s.file.SHA256 != hex.EncodeToString(sum[:]) || s.file.Name != f.Name {
				out = append(out, db.Breach{Check: "work.files", What: fmt.Sprintf("work %d", id), Why: "keeps a file that is not the one of its fact"})
			}
		}
		return nil
	})
	for id, s := range stories {
		if s.file.SHA256 != "" && !there[id] {
			out = append(out, db.Breach{Check: "work.files", What: fmt.Sprintf("work %d", id), Why: "made a file that was never removed, and it is gone"})
		}
	}
	return out, err
}
