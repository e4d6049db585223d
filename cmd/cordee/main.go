// Command cordee starts the program: wiring, signals, nothing else.
package main

import (
	"context"
	"os"
	"os/signal"
	"strings"
	"syscall"
	"time"
	_ "time/tzdata" // time zones travel with the binary

	"cordee/internal/cli"
	"cordee/internal/i18n"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	program := &cli.Program{
		Stdout: os.Stdout, Stderr: os.Stderr, Terminal: isTerminal(os.Stderr), Now: time.Now, Lang: language(os.Getenv),
		Serve: serve, Demo: demonstrate, Bench: bench,
	}
	code := cli.Run(ctx, program, os.Args[1:])
	stop()
	os.Exit(code)
}

// language is what the terminal asks for; French where it does not say.
func language(env func(string) string) i18n.Lang {
	for _, name := range []string{"CORDEE_LANG", "LC_ALL", "LC_MESSAGES", "LANG"} {
		if v := env(name); strings.HasPrefix(v, "fr") || strings.HasPrefix(v, "en") {
			return i18n.Match(v[:2], i18n.FR)
		}
	}
	return i18n.FR
}

func isTerminal(f *os.File) bool {
	info, err := f.Stat()
	return err == nil && info.Mode()&os.ModeCharDevice != 0
}
