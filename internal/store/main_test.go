package store_test

import (
	"os"
	"testing"

	"cordee/internal/testkit"
)

func TestMain(m *testing.M) {
	if file := os.Getenv(victimEnv); file != "" {
		writeForEver(file) // this process is the one that TestAKilledProcess... kills
	}
	testkit.Main(m)
}
