package dosedesk_test

import (
	"bytes"
	"encoding/json"
	"os"
	"os/exec"
	"slices"
	"strings"
	"testing"
)

const (
	bubbletea = "github.com/charmbracelet/bubbletea"
	still     = "dosedesk/tui/term/still"
)

// goPackage is what go list tells of a package.
type goPackage struct {
	ImportPath string
	Doc        string
	Standard   bool
	DepOnly    bool     // not of this module's packages, only needed by one
	Imports    []string // what it imports itself
	Deps       []string // that, and what those import
}

// goList returns every package of the module and everything they link.
func goList(t *testing.T) []goPackage {
	t.Helper()
	command := exec.CommandContext(t.Context(), "go", "list", "-deps", "-json=ImportPath,Doc,Standard,DepOnly,Imports,Deps", "./...")
	command.Stderr = os.Stderr
	out, err := command.Output()
	if err != nil {
		t.Fatal(err)
	}
	var packages []goPackage
	for d := json.NewDecoder(bytes.NewReader(out)); d.More(); {
		var p goPackage
		if err := d.Decode(&p); err != nil {
			t.Fatal(err)
		}
		packages = append(packages, p)
	}
	return packages
}

func ourPackages(t *testing.T) []goPackage {
	t.Helper()
	return slices.DeleteFunc(goList(t), func(p goPackage) bool { return p.DepOnly })
}

// within reports whether path is one of the trees, or below one.
func within(path string, trees ...string) bool {
	return slices.ContainsFunc(trees, func(tree string) bool {
		return path == tree || strings.HasPrefix(path, tree+"/")
	})
}

// Imports run one way: cmd, then tui, store and sync, then the domain.
func TestImportsRunOneWay(t *testing.T) {
	const charm = "github.com/charmbracelet"
	for _, rule := range []struct {
		of     string
		except []string // trees below it, which have a rule of their own
		never  []string // what it may not link, not even by way of others
		unless []string // what it may all the same: both are pure
	}{
		{of: "dosedesk/tui", never: []string{"go.etcd.io/bbolt", "net/http", "dosedesk/store", "dosedesk/sync", "dosedesk/cmd"}},
		{of: "dosedesk/store", never: []string{"dosedesk/sync", "dosedesk/tui", "dosedesk/cmd", "net/http", charm}},
		{
			of: "dosedesk/sync", except: []string{"dosedesk/sync/server"},
			never: []string{"dosedesk/store", "dosedesk/tui", "dosedesk/cmd", charm},
		},
		{
			of: "dosedesk/sync/server", never: []string{"dosedesk/store", "dosedesk/tui", "dosedesk/cmd", charm},
			unless: []string{"dosedesk/store/names", "dosedesk/store/pin"},
		},
		{of: "dosedesk/cmd/dosedeskd", never: []string{"dosedesk/tui", charm}},
	} {
		for _, p := range ourPackages(t) {
			if !within(p.ImportPath, rule.of) || within(p.ImportPath, rule.except...) {
				continue
			}
			for _, dep := range p.Deps {
				if within(dep, rule.never...) && !within(dep, rule.unless...) {
					t.Errorf("%s links %s", p.ImportPath, dep)
				}
			}
		}
	}
}

func TestDomainIsPure(t *testing.T) {
	packages := goList(t)
	standard := map[string]bool{}
	for _, p := range packages {
		standard[p.ImportPath] = p.Standard
	}
	domain := packages[slices.IndexFunc(packages, func(p goPackage) bool { return p.ImportPath == "dosedesk" })]
	for _, path := range domain.Imports {
		if !standard[path] && path != "github.com/BurntSushi/toml" {
			t.Errorf("the domain imports %s", path)
		}
		if within(path, "os", "net") {
			t.Errorf("the domain does I/O by way of %s", path)
		}
	}
}

// No code, link, key or PIN is drawn from a generator that can be guessed: only
// what makes up the demo's bookings may use one.
func TestNothingIsDrawnFromMathRand(t *testing.T) {
	for _, p := range ourPackages(t) {
		if p.ImportPath == "dosedesk/cmd/dosedesk-demo/bookings" {
			continue
		}
		for _, path := range p.Imports {
			if within(path, "math/rand") {
				t.Errorf("%s imports %s", p.ImportPath, path)
			}
		}
	}
}

// Bubble Tea asks the terminal in its init and waits five seconds for an
// answer. Package still spares that, if it is initialised before: of packages
// that do not need each other, the one whose path sorts first comes first.
func TestStillComesBeforeBubbleTea(t *testing.T) {
	if still > bubbletea {
		t.Errorf("%s sorts after %s", still, bubbletea)
	}
	for _, p := range goList(t) {
		if p.ImportPath == still && slices.Contains(p.Deps, bubbletea) {
			t.Errorf("%s needs %s, so it is initialised after it", still, bubbletea)
		}
		if strings.HasPrefix(p.ImportPath, "dosedesk/cmd/") && slices.Contains(p.Deps, bubbletea) && !slices.Contains(p.Deps, still) {
			t.Errorf("%s links Bubble Tea without %s", p.ImportPath, still)
		}
	}
}

func TestPackagesAreDocumented(t *testing.T) {
	for _, p := range ourPackages(t) {
		if p.Doc == "" {
			t.Errorf("%s has no package comment", p.ImportPath)
		}
	}
}

func TestTopLevel(t *testing.T) {
	entries, err := os.ReadDir(".")
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range entries {
		name := e.Name()
		if e.IsDir() && name[0] != '.' && !slices.Contains([]string{"cmd", "tui", "store", "sync"}, name) {
			t.Errorf("a folder %s at the top level", name)
		}
	}
}
