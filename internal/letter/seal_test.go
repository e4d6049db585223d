package letter_test

import (
	"bytes"
	"compress/zlib"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"regexp"
	"strings"
	"testing"

	"cordee/internal/i18n"
	"cordee/internal/letter"
)

func TestALetterThatNobodyTouchedIsIntact(t *testing.T) {
	for name, l := range map[string]letter.Letter{"one": lea(), "five": five(), "contractual": contractual(), "late": late()} {
		v := letter.Verify(drawn(t, l, i18n.EN), nil)
		hash, err := l.Terms.Hash()
		if err != nil || v.State != letter.Intact || !v.Sound || v.Realism || v.Hash != hash {
			t.Errorf("%s: %s, sound %t, hash %s instead of %s", name, v.State, v.Sound, v.Hash, hash)
		}
		if v.Letter.Terms.Person.Name != "Léa Martin" || !v.Letter.Stamps.Published.At.Equal(l.Stamps.Published.At) {
			t.Errorf("%s: what it says was not read back: %+v", name, v.Letter.Terms.Person)
		}
	}
}

// Two thousand bytes over the whole file and every one of its last lines, each with one bit turned.
func TestAnyByteThatChangedIsNoticed(t *testing.T) {
	pdf := drawn(t, lea(), i18n.FR)
	stride := max(1, len(pdf)/2000)
	tried := 0
	for i := 0; i < len(pdf); i++ {
		if i%stride != 0 && i < len(pdf)-600 {
			continue
		}
		pdf[i] ^= 1 << (i % 8)
		if v := letter.Verify(pdf, nil); v.State != letter.Changed {
			t.Fatalf("byte %d of %d: %s", i, len(pdf), v.State)
		}
		pdf[i] ^= 1 << (i % 8)
		tried++
	}
	if tried < 2000 {
		t.Fatalf("only %d bytes were tried", tried)
	}
	if v := letter.Verify(pdf, nil); v.State != letter.Intact {
		t.Errorf("put back, it is %s", v.State)
	}
}

func TestWhatIsAddedOrTakenAwayIsNoticed(t *testing.T) {
	pdf := drawn(t, lea(), i18n.FR)
	for name, file := range map[string][]byte{
		"a line added":           append(bytes.Clone(pdf), '\n'),
		"an update appended":     append(bytes.Clone(pdf), []byte("1 0 obj\n<<>>\nendobj\nstartxref\n9\n%%EOF\n")...),
		"the last byte missing":  pdf[:len(pdf)-1],
		"the last lines missing": pdf[:bytes.LastIndex(pdf, []byte("%cordee"))],
		"line ends rewritten":    bytes.ReplaceAll(pdf, []byte("\n"), []byte("\r\n")),
		"something before":       append([]byte("x"), pdf...),
	} {
		if v := letter.Verify(file, nil); v.State != letter.Changed {
			t.Errorf("%s: %s", name, v.State)
		}
	}
}

func TestAFileChangedAroundItsDataSaysThatTheDataIsSound(t *testing.T) {
	pdf := drawn(t, lea(), i18n.FR)
	pdf[20] ^= 1
	if v := letter.Verify(pdf, nil); v.State != letter.Changed || !v.Sound || v.Letter.Terms.Version != 2 {
		t.Errorf("%s, sound %t", v.State, v.Sound)
	}
}

func TestOtherFilesAreNotLetters(t *testing.T) {
	for name, file := range map[string]string{
		"nothing": "", "a text": "Bonjour", "another PDF": "%PDF-1.4\n1 0 obj\n<<>>\nendobj\nstartxref\n9\n%%EOF\n",
		"a huge length": "%PDF-1.3\n<< /Type /EmbeddedFile /Length 99999999 /Filter /FlateDecode >>\nstream\nabc",
	} {
		if v := letter.Verify([]byte(file), nil); v.State != letter.Foreign {
			t.Errorf("%s: %s", name, v.State)
		}
	}
}

// forged is a letter with another target, made anew and sealed, as someone who has this program could.
func forged(t *testing.T) []byte {
	t.Helper()
	l := lea()
	l.Terms.Objectives[0].Target = euros(99_000)
	return drawn(t, l, i18n.FR)
}

// A seal has no secret: a whole new letter is a sound one. Only the register tells it from the one that was issued.
func TestTheRegisterHasTheLastWord(t *testing.T) {
	pdf := drawn(t, lea(), i18n.FR)
	hash, err := lea().Terms.Hash()
	if err != nil {
		t.Fatal(err)
	}
	register := func(number string, version int) (string, bool) {
		return hash, number == "LO-2027-T1-lea" && version == 2
	}
	other := lea()
	other.Terms.Version = 9
	for name, c := range map[string]struct {
		file     []byte
		recorded letter.Recorded
		want     letter.State
	}{
		"as recorded":                 {pdf, register, letter.Intact},
		"forged, without a register":  {forged(t), nil, letter.Intact},
		"forged, with the register":   {forged(t), register, letter.Changed},
		"a version that nobody knows": {drawn(t, other, i18n.FR), register, letter.Unlisted},
	} {
		if v := letter.Verify(c.file, c.recorded); v.State != c.want {
			t.Errorf("%s: %s instead of %s", name, v.State, c.want)
		}
	}
}

// A file whose seal was made anew around other data is caught by the hash of the content.
func TestASealAroundOtherDataDoesNotHold(t *testing.T) {
	pdf := drawn(t, lea(), i18n.FR)
	content := regexp.MustCompile(`content=([0-9a-f]{64})`).FindSubmatchIndex(pdf)
	copy(pdf[content[2]:content[3]], strings.Repeat("0", 64))
	file := regexp.MustCompile(`file=([0-9a-f]{64})\nstartxref`).FindSubmatchIndex(pdf)
	whole := sha256.Sum256(append(bytes.Clone(pdf[:file[2]]), pdf[file[3]:]...))
	copy(pdf[file[2]:file[3]], hex.EncodeToString(whole[:]))
	if v := letter.Verify(pdf, nil); v.State != letter.Changed || v.Sound {
		t.Errorf("%s, sound %t", v.State, v.Sound)
	}
}

// The attached terms hash to the printed hash with any tool.
func TestAnyoneCanComputeTheHash(t *testing.T) {
	pdf := drawn(t, lea(), i18n.FR)
	m := regexp.MustCompile(`/Type /EmbeddedFile /Length (\d+)[^\n]*\s+stream\n`).FindIndex(pdf)
	r, err := zlib.NewReader(bytes.NewReader(pdf[m[1]:]))
	if err != nil {
		t.Fatal(err)
	}
	h := sha256.New()
	if _, err := bytes.NewBuffer(nil).ReadFrom(r); err != nil {
		t.Fatal(err)
	}
	r, _ = zlib.NewReader(bytes.NewReader(pdf[m[1]:]))
	var terms bytes.Buffer
	if _, err := terms.ReadFrom(r); err != nil {
		t.Fatal(err)
	}
	h.Write(terms.Bytes())
	says(t, pdf, fmt.Sprintf("%x", h.Sum(nil))[:16])
	if !strings.Contains(terms.String(), `"target": "62000"`) {
		t.Errorf("the terms are not to be read:\n%s", terms.String())
	}
}

func FuzzVerify(f *testing.F) {
	pdf, err := letter.Draw(lea(), i18n.FR)
	if err != nil {
		f.Fatal(err)
	}
	f.Add(pdf[len(pdf)-4000:])
	f.Add([]byte("%PDF-1.3\n/Type /EmbeddedFile /Length 3 \nstream\nabc"))
	f.Fuzz(func(t *testing.T, file []byte) {
		if v := letter.Verify(file, nil); v.State == letter.Intact {
			t.Errorf("%d bytes of chance make a letter", len(file))
		}
	})
}
