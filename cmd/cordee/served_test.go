package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"cordee/internal/cli"
)

// TestARunningServerLeavesItsAddressBesideItsData is what lets `cordee password reset` print a link to the right port.
func TestARunningServerLeavesItsAddressBesideItsData(t *testing.T) {
	s := cli.Serving{Database: filepath.Join(t.TempDir(), "alpina", "cordee.db")}
	gone, err := sayWhere(s, "http://127.0.0.1:9123")
	if err != nil {
		t.Fatal(err)
	}
	if said, err := os.ReadFile(s.ServedFile()); err != nil || strings.TrimSpace(string(said)) != "http://127.0.0.1:9123" {
		t.Errorf("%q, %v", said, err)
	}
	gone()
	if _, err := os.Stat(s.ServedFile()); !os.IsNotExist(err) {
		t.Errorf("a server that stopped still says where it is: %v", err)
	}
}
