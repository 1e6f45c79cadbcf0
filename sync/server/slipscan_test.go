package server_test

import (
	"bytes"
	"image"
	"image/color"
	"image/png"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"unicode/utf8"

	"dosedesk"
	"dosedesk/sync/server/slip"
	"dosedesk/sync/server/words"
)

// need skips a test where a program is missing: .ci/run installs them all.
func need(t *testing.T, programs ...string) {
	t.Helper()
	for _, program := range programs {
		if _, err := exec.LookPath(program); err != nil {
			t.Skipf("%s is not installed", program)
		}
	}
}

func run(t *testing.T, program string, args ...string) []byte {
	t.Helper()
	var problems bytes.Buffer
	c := exec.CommandContext(t.Context(), program, args...)
	c.Stderr = &problems
	out, err := c.Output()
	if err != nil {
		t.Fatalf("%s: %v\n%s", program, err, problems.String())
	}
	return out
}

// scanned fails unless the picture's only QR is a slip of this appointment that a
// terminal takes.
func (b *bench) scanned(t *testing.T, picture string, n int) {
	t.Helper()
	text := strings.TrimSpace(string(run(t, "zbarimg", "--quiet", "--raw", picture)))
	day := dosedesk.Day{Year: 2021, Month: 5, Day: 13}
	token, fault := dosedesk.ReadToken(text, []dosedesk.TokenKey{b.Keys.Token().TokenKey(day)})
	if fault != "" {
		t.Fatalf("the scanned slip is not taken: %s", fault)
	}
	if token.Appointment != appointment(n) || !token.Code.Equal(b.right(n, 1)) || token.At(centre, day) != "" {
		t.Error("the scanned slip is another's")
	}
}

// chromium runs a browser without a window.
func chromium(t *testing.T, args ...string) {
	t.Helper()
	run(t, "chromium", append([]string{
		"--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
		"--disable-component-update", "--disable-sync", "--user-data-dir=" + t.TempDir(),
	}, args...)...)
}

// TestPhoneShowsTheSlip opens a link in a browser as wide as a phone and scans
// what it shows first, and what it prints.
func TestPhoneShowsTheSlip(t *testing.T) {
	need(t, "chromium", "zbarimg")
	b := withLinks(t)
	web := httptest.NewServer(b.handler)
	t.Cleanup(web.Close)
	for _, lang := range []words.Lang{words.English, words.Hindi} {
		t.Run(string(lang), func(t *testing.T) {
			address := web.URL + b.link(1) + "?lang=" + string(lang)
			picture := filepath.Join(t.TempDir(), "phone.png")
			chromium(t, "--hide-scrollbars", "--window-size=360,740", "--force-device-scale-factor=2", "--screenshot="+picture, address)
			b.scanned(t, picture, 1)

			need(t, "pdftoppm")
			paper := filepath.Join(t.TempDir(), "paper")
			chromium(t, "--no-pdf-header-footer", "--print-to-pdf="+paper+".pdf", address)
			run(t, "pdftoppm", "-r", "150", "-png", "-singlefile", paper+".pdf", paper)
			b.scanned(t, paper+".png", 1)
		})
	}
}

// TestTextSlipIsScanned scans the half blocks of a slip as text: as ink on paper,
// and as a dark terminal shows them.
func TestTextSlipIsScanned(t *testing.T) {
	need(t, "zbarimg")
	b := newBench(t)
	for name, as := range map[string]slip.QR{"ink": slip.Ink, "terminal": slip.BlackOnWhite} {
		text, err := b.Slip(t.Context(), appointment(2), words.English, as)
		must(t, err)
		picture := filepath.Join(t.TempDir(), name+".png")
		var out bytes.Buffer
		must(t, png.Encode(&out, drawn(text, as == slip.BlackOnWhite)))
		must(t, os.WriteFile(picture, out.Bytes(), 0o600))
		b.scanned(t, picture, 2)
	}
}

// drawn draws a text as a picture, in cells twice as high as wide: blocks as they
// are, other signs as grey. On a dark terminal what has no colours said is light
// on black.
func drawn(text string, dark bool) image.Image {
	lines := strings.Split(text, "\n")
	const half = 6 // pixels
	picture := image.NewGray(image.Rect(0, 0, 80*half, len(lines)*2*half))
	for y, line := range lines {
		said := strings.HasPrefix(line, "\x1b")
		line = strings.NewReplacer("\x1b[38;5;16;48;5;231m", "", "\x1b[0m", "").Replace(line)
		ink, ground := color.Gray{0}, color.Gray{255}
		if dark && !said {
			ink, ground = ground, ink
		}
		line += strings.Repeat(" ", max(0, 80-utf8.RuneCountInString(line)))
		x := 0
		for _, r := range line {
			upper, lower := ground, ground
			switch r {
			case ' ':
			case '█':
				upper, lower = ink, ink
			case '▀':
				upper = ink
			case '▄':
				lower = ink
			default:
				upper, lower = color.Gray{128}, color.Gray{128}
			}
			fill(picture, image.Rect(x, 2*y*half, x+half, (2*y+1)*half), upper)
			fill(picture, image.Rect(x, (2*y+1)*half, x+half, (2*y+2)*half), lower)
			x += half
		}
	}
	return picture
}

func fill(picture *image.Gray, box image.Rectangle, c color.Gray) {
	for y := box.Min.Y; y < box.Max.Y; y++ {
		for x := box.Min.X; x < box.Max.X; x++ {
			picture.SetGray(x, y, c)
		}
	}
}
