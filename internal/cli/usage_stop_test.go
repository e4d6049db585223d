package cli_test

import (
	"bytes"
	"context"
	"io"
	"strings"
	"testing"

	"cordee/internal/cli"
	"cordee/internal/fault"
	"cordee/internal/i18n"
)

// A command that is told to stop says so, and does not complain of a busy database.
func TestACommandThatIsStoppedSaysSo(t *testing.T) {
	for lang, want := range map[i18n.Lang]string{i18n.EN: "Stopped before the end", i18n.FR: "Interrompu avant la fin"} {
		ctx, stop := context.WithCancel(t.Context())
		var errs bytes.Buffer
		p := &cli.Program{Stdout: io.Discard, Stderr: &errs, Lang: lang, Bench: func(context.Context, io.Writer, cli.BenchOptions) error {
			stop()
			return fault.New(fault.Unavailable, "store.unavailable").Because(ctx.Err())
		}}
		if status := cli.Run(ctx, p, []string{"bench"}); status != cli.Refused || !strings.Contains(errs.String(), want) {
			t.Errorf("status %d: %s", status, errs.String())
		}
	}
}
