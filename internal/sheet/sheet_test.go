package sheet_test

import (
	"bytes"

	"cordee/internal/fault"
	"cordee/internal/sheet"
)

// fileOf is a file in memory.
func fileOf(name string, data []byte) sheet.File {
	return sheet.File{Name: name, Data: bytes.NewReader(data), Size: int64(len(data))}
}

// withCode are the problems of one kind in a list.
func withCode(list fault.List, code string) fault.List {
	var some fault.List
	for _, e := range list {
		if e.Code == code {
			some = append(some, e)
		}
	}
	return some
}
