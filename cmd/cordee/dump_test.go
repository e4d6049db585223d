package main

import (
	"crypto/sha256"
	"encoding/hex"

	"cordee/internal/testkit"
)

// digestOf is what the database keeps of a secret.
func digestOf(secret string) string {
	sum := sha256.Sum256([]byte(secret))
	return hex.EncodeToString(sum[:])
}

func (s *site) dump() string {
	s.t.Helper()
	return testkit.Dump(s.t, s.db)
}
