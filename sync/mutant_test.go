package sync_test

import (
	"encoding/json"
	"flag"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"golang.org/x/tools/txtar"
)

var mutants = flag.Bool("mutants", false, "plant every bug of testdata/mutants, not the first one only")

// mutantSeeds is within how many seeds a planted bug must be caught.
const mutantSeeds = 500

// TestMutants plants bugs, one after the other, and has the simulation look for
// each: a proof that cannot fail proves nothing. A bug is a file of
// testdata/mutants: a sentence, and what is replaced by what. It lies over the
// source while the test is built (go test -overlay), so the product carries no
// switch for it.
//
//	go test ./sync -run Mutants -mutants -v -timeout 1h
func TestMutants(t *testing.T) {
	if testing.Short() {
		t.Skip("builds the tests anew for each bug")
	}
	files, err := filepath.Glob("testdata/mutants/*.txtar")
	must(t, err)
	caught, planted := 0, 0
	for _, file := range files {
		name := strings.TrimSuffix(filepath.Base(file), ".txtar")
		overlay := plant(t, file)
		if !*mutants && planted > 0 {
			continue // but it can still be planted
		}
		t.Run(name, func(t *testing.T) {
			planted++
			if found := hunt(t, overlay); found != "" {
				caught++
				t.Log(found)
			}
		})
	}
	t.Logf("caught %d of %d", caught, planted)
}

// plant writes the changed source aside, and the file that has go build it. It
// fails where the source is not what the bug was made for.
func plant(t *testing.T, file string) (overlay string) {
	t.Helper()
	archive, err := txtar.ParseFile(file)
	must(t, err)
	if len(archive.Files) == 0 || len(archive.Files)%2 != 0 {
		t.Fatalf("%s: want pairs of what is replaced and by what", file)
	}
	dir := t.TempDir()
	replace := map[string]string{}
	for i := 0; i < len(archive.Files); i += 2 {
		path, err := filepath.Abs(filepath.Join("..", archive.Files[i].Name))
		must(t, err)
		had := path
		if changed, ok := replace[path]; ok {
			had = changed
		}
		source, err := os.ReadFile(had)
		must(t, err)
		before, after := string(archive.Files[i].Data), string(archive.Files[i+1].Data)
		if strings.Count(string(source), before) != 1 {
			t.Fatalf("%s: %s does not hold, once:\n%s", file, archive.Files[i].Name, before)
		}
		replace[path] = filepath.Join(dir, fmt.Sprint(i)+".go")
		must(t, os.WriteFile(replace[path], []byte(strings.Replace(string(source), before, after, 1)), 0o600))
	}
	text, err := json.Marshal(map[string]any{"Replace": replace})
	must(t, err)
	overlay = filepath.Join(dir, "overlay.json")
	must(t, os.WriteFile(overlay, text, 0o600))
	return overlay
}

// hunt runs the simulation on the changed source, and returns what it found.
func hunt(t *testing.T, overlay string) (found string) {
	t.Helper()
	built := filepath.Join(t.TempDir(), "mutant.test")
	if out, err := exec.CommandContext(t.Context(), "go", "test", "-c", "-vet=off", "-overlay", overlay, "-o", built, ".").CombinedOutput(); err != nil {
		t.Fatalf("the planted bug does not build: %v\n%s", err, out)
	}
	out, err := exec.CommandContext(t.Context(), built, "-test.run=^TestSimulation$", fmt.Sprint("-seeds=", mutantSeeds), "-test.timeout=15m").CombinedOutput()
	if err == nil || strings.Contains(string(out), "test timed out") {
		t.Errorf("%d seeds found nothing wrong", mutantSeeds)
		return ""
	}
	var lines []string
	for line := range strings.Lines(string(out)) {
		line = strings.TrimSpace(line)
		if kind := kindOf(line); kind != "" || strings.Contains(line, "seed ") || strings.HasPrefix(line, "panic") {
			lines = append(lines, line[:min(len(line), 160)])
		}
	}
	if len(lines) == 0 {
		t.Fatalf("the simulation failed by itself:\n%s", out)
	}
	return strings.Join(lines[:min(len(lines), 3)], "\n")
}
