package notify

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"net"
	"net/textproto"
	"strings"
	"unicode/utf8"

	gomail "github.com/wneessen/go-mail"

	"cordee/internal/fault"
)

// dialTrouble says what went wrong before anything was handed over. All of it may be put right by somebody: it is tried again.
func dialTrouble(err error) error {
	later := func(code string, args ...any) error { return fault.New(fault.Unavailable, code, args...).Because(err) }
	var name *net.DNSError
	var reply *textproto.Error
	var timeout net.Error
	switch {
	case errors.As(err, &name):
		return later("notify.host")
	case errors.As(err, &reply) && reply.Code >= 530 && reply.Code < 540, strings.Contains(err.Error(), "AUTH"):
		return later("notify.auth")
	case ofTLS(err):
		return later("notify.tls")
	case errors.Is(err, context.DeadlineExceeded), errors.As(err, &timeout) && timeout.Timeout():
		return later("notify.timeout")
	case errors.As(err, &reply):
		return later("notify.later", "answer", answerOf(reply.Msg))
	}
	return later("notify.unreachable")
}

// ofTLS tells whether the encrypted way could not be made.
func ofTLS(err error) bool {
	var header tls.RecordHeaderError
	var unknown x509.UnknownAuthorityError
	var host x509.HostnameError
	var invalid x509.CertificateInvalidError
	var verify *tls.CertificateVerificationError
	var alert tls.AlertError
	return errors.As(err, &header) || errors.As(err, &unknown) || errors.As(err, &host) || errors.As(err, &invalid) || errors.As(err, &verify) ||
		errors.As(err, &alert) || strings.Contains(err.Error(), "STARTTLS") || strings.Contains(err.Error(), "tls:")
}

// sendTrouble says what the server answered to a message. 4xx and a broken connection are tried again, 5xx is for good.
func sendTrouble(err error) error {
	var s *gomail.SendError
	if !errors.As(err, &s) {
		return dialTrouble(err)
	}
	code := s.ErrorCode()
	kind := fault.Invalid
	if s.IsTemp() || code == 0 {
		kind = fault.Unavailable
	}
	made := func(name string, args ...any) error { return fault.New(kind, name, args...).Because(err) }
	switch {
	case code == 530 || code == 535:
		return fault.New(fault.Unavailable, "notify.auth").Because(err)
	case s.Reason == gomail.ErrSMTPMailFrom && code >= 500:
		return fault.New(fault.Unavailable, "notify.sender").Because(err) // the settings are wrong, not the receiver
	case s.Reason == gomail.ErrSMTPRcptTo && code >= 500:
		return made("notify.address")
	case code == 0:
		return dialTrouble(err)
	case kind == fault.Unavailable:
		return made("notify.later", "answer", answerOf(err.Error()))
	}
	return made("notify.refused", "answer", answerOf(err.Error()))
}

// maxAnswer is how much of a server's answer is shown, in characters.
const maxAnswer = 160

// answerOf makes a server's answer fit to be shown.
func answerOf(text string) string {
	text = strings.Join(strings.Fields(text), " ")
	if utf8.RuneCountInString(text) > maxAnswer {
		text = string([]rune(text)[:maxAnswer]) + "…"
	}
	return text
}
