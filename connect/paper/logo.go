package paper

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"image"
	"image/jpeg"
	"image/png"

	"encaisse/base/refuse"
)

// How large a logo may be: as it is sent, on a side, and as it is kept.
const (
	LogoSent  = 512 << 10
	LogoSide  = 1000
	LogoLeast = 16
	logoKept  = 1 << 20
)

// Logo is a picture as it is kept: always a PNG, drawn anew from what was sent,
// so that nothing else of a file reaches a customer.
type Logo struct {
	Hash  []byte
	Wide  int64
	High  int64
	Bytes []byte
}

// SHA256 is the hash in hexadecimal; "" = there is none.
func (l Logo) SHA256() string { return hex.EncodeToString(l.Hash) }

// ReadLogo takes a picture that was sent. Its size is looked at before anything
// of it is drawn. It refuses paper.logo_large, paper.logo_kind, paper.logo_side,
// paper.logo_broken and paper.logo_heavy.
func ReadLogo(sent []byte) (Logo, error) {
	if len(sent) > LogoSent {
		return Logo{}, noLogo("paper.logo_large", "max", LogoSent>>10)
	}
	head, draw := png.DecodeConfig, png.Decode
	switch {
	case bytes.HasPrefix(sent, []byte("\x89PNG\r\n\x1a\n")):
	case bytes.HasPrefix(sent, []byte("\xff\xd8\xff")):
		head, draw = jpeg.DecodeConfig, jpeg.Decode
	default:
		return Logo{}, noLogo("paper.logo_kind")
	}
	size, err := head(bytes.NewReader(sent))
	if err != nil {
		return Logo{}, noLogo("paper.logo_broken")
	}
	if max(size.Width, size.Height) > LogoSide || min(size.Width, size.Height) < LogoLeast {
		return Logo{}, noLogo("paper.logo_side", "width", size.Width, "height", size.Height, "min", LogoLeast, "max", LogoSide)
	}
	picture, err := draw(bytes.NewReader(sent))
	if err != nil {
		return Logo{}, noLogo("paper.logo_broken")
	}
	return redrawn(picture)
}

// redrawn is a picture as it is kept.
func redrawn(picture image.Image) (Logo, error) {
	var b bytes.Buffer
	if err := png.Encode(&b, picture); err != nil {
		return Logo{}, err
	}
	if b.Len() > logoKept {
		return Logo{}, noLogo("paper.logo_heavy", "max", logoKept>>10)
	}
	sum, size := sha256.Sum256(b.Bytes()), picture.Bounds().Size()
	return Logo{sum[:], int64(size.X), int64(size.Y), b.Bytes()}, nil
}

func noLogo(code string, args ...any) error {
	return refuse.New(refuse.Invalid, "input.invalid").At("/data", code, args...)
}
