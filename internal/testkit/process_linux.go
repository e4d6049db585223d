package testkit

import "syscall"

// attributes are those of the server's process: another user when we are root; it ends with us even when we are killed; a Ctrl-C reaches
// us only, and we end it in order.
func attributes(as *account) *syscall.SysProcAttr {
	a := &syscall.SysProcAttr{Pdeathsig: syscall.SIGQUIT, Setpgid: true}
	if as != nil {
		a.Credential = &syscall.Credential{Uid: as.uid, Gid: as.gid}
	}
	return a
}
