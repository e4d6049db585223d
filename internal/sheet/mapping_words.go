package sheet

import (
	"errors"
	"reflect"
	"regexp"
	"strings"

	"gopkg.in/yaml.v3"

	"cordee/internal/fault"
)

// unknownWord is how the reader of YAML names a word that a mapping has not.
var unknownWord = regexp.MustCompile(`^line (\d+): field (.+) not found in type sheet\.(\w+)$`)

// unknownWords says in our own words which words of a mapping are none: mapping.word with the line, the word and those that
// exist there. It is nil when something else is wrong too: that is left to mapping.unreadable.
func unknownWords(err error) error {
	var typed *yaml.TypeError
	if !errors.As(err, &typed) {
		return nil
	}
	var all fault.List
	for _, text := range typed.Errors {
		m := unknownWord.FindStringSubmatch(text)
		if m == nil {
			return nil
		}
		all.Add(mappingFault("mapping.word", "line", m[1], "word", shown(m[2]), "words", strings.Join(wordsOf(m[3]), ", ")))
	}
	return all.OrNil()
}

// wordsOf are the words a part of a mapping knows, in the order they are declared.
func wordsOf(part string) []string {
	for _, v := range []any{Condition{}, Join{}, Column{}} {
		if t := reflect.TypeOf(v); t.Name() == part {
			return yamlNames(t)
		}
	}
	return yamlNames(reflect.TypeOf(Mapping{}))
}

func yamlNames(t reflect.Type) []string {
	var names []string
	for i := range t.NumField() {
		if name, _, _ := strings.Cut(t.Field(i).Tag.Get("yaml"), ","); name != "" && name != "-" {
			names = append(names, name)
		}
	}
	return names
}
