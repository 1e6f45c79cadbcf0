package still_test

import (
	"os"
	"os/exec"
	"strings"
	"testing"
	"time"

	tea "github.com/charmbracelet/bubbletea"
	"github.com/creack/pty"

	_ "dosedesk/tui/term/still"
)

// asChild makes this test's binary the program under test.
const asChild = "STILL_TEST_CHILD"

func TestMain(m *testing.M) {
	if os.Getenv(asChild) != "" {
		_, err := tea.NewProgram(hello{}, tea.WithAltScreen()).Run()
		if err != nil {
			os.Exit(1)
		}
		os.Exit(0)
	}
	os.Exit(m.Run())
}

type hello struct{}

func (hello) Init() tea.Cmd                         { return nil }
func (h hello) Update(tea.Msg) (tea.Model, tea.Cmd) { return h, nil }
func (hello) View() string                          { return "first frame" }

// Without this package Bubble Tea waits five seconds for an answer.
func TestFirstFrameOnAMuteTerminal(t *testing.T) {
	cmd := exec.CommandContext(t.Context(), os.Args[0]) //nolint:gosec // this binary
	cmd.Env = []string{asChild + "=1", "TERM=xterm-256color"}
	began := time.Now()
	master, err := pty.Start(cmd)
	if err != nil {
		t.Fatal(err)
	}
	defer func() {
		_ = cmd.Process.Kill()
		_ = cmd.Wait()
		_ = master.Close()
	}()
	seen := ""
	for b := make([]byte, 4096); !strings.Contains(seen, "first frame"); {
		n, err := master.Read(b)
		if err != nil {
			t.Fatalf("the program ended after %q: %v", seen, err)
		}
		seen += string(b[:n])
	}
	if took := time.Since(began); took > time.Second {
		t.Errorf("the first frame took %v", took)
	}
	for _, query := range []string{"\x1b]11;?", "\x1b]10;?", "\x1b[6n"} {
		if strings.Contains(seen, query) {
			t.Errorf("the terminal was asked: %q", seen)
		}
	}
}
