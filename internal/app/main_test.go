package app

import (
	"testing"

	"cordee/internal/testkit"
)

func TestMain(m *testing.M) { testkit.Main(m) }
