package notify

import "strings"

// Text is the message without drawings, for those who read mail as text.
func (m Message) Text() string {
	var b strings.Builder
	line := func(parts ...string) {
		for _, p := range parts {
			b.WriteString(p)
		}
		b.WriteByte('\n')
	}
	if m.Hello != "" {
		line(m.Hello)
		line()
	}
	for _, i := range m.Items {
		line(i.Title)
		for _, l := range i.Lines {
			line("- ", l.Text)
			if l.Note != "" {
				line("  ", l.Note)
			}
		}
		if i.Next.URL != "" {
			line(i.Next.Text, m.Colon, " ", i.Next.URL)
		}
		line()
	}
	line("-- ")
	line(m.Why)
	for _, l := range []Link{m.Choose, m.Stop} {
		if l.URL != "" {
			line(l.Text, m.Colon, " ", l.URL)
		}
	}
	return b.String()
}

// preview is what mail programs show beside the subject.
func (m Message) preview() string {
	for _, i := range m.Items {
		for _, l := range i.Lines {
			return l.Text
		}
	}
	return m.Why
}
