package testkit

import "syscall"

// attributes are those of the server's process: nothing special, for there is no root here.
func attributes(*account) *syscall.SysProcAttr { return nil }
