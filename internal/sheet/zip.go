package sheet

import (
	"archive/zip"
	"bytes"
	"encoding/binary"
	"errors"
	"io"
	"path"
	"strings"

	"cordee/internal/fault"
)

// What a workbook may be made of. An honest one has a few dozen parts; the directory of a bomb alone could fill the memory.
const (
	maxParts     = 2_000
	maxDirectory = 1 << 20
	ratioFrom    = 1 << 20 // small parts of repeated cells compress better than any ratio, and harm nobody
	partFloor    = 64 << 10
)

var errDirectory = errors.New("no acceptable zip directory")

// pack is the zip around a workbook, checked against bombs before anything is unpacked.
type pack struct {
	parts map[string]*zip.File // by path in lower case
	bytes int64                // declared, all parts

	effort effort
}

// openPack reads the directory of a zip and refuses one that unpacks to too much: too many parts, too many bytes, or too much
// more than it is packed. A part that then holds more than it declared ends with an error of the zip reader.
func openPack(f File, lim Limits) (*pack, *fault.Error) {
	if err := checkDirectory(f); err != nil {
		if errors.Is(err, errBomb) {
			return nil, fault.New(fault.TooLarge, "import.zip_bomb")
		}
		return nil, fault.New(fault.Invalid, "import.not_xlsx").Because(err)
	}
	z, err := zip.NewReader(f.Data, f.Size)
	if err != nil {
		return nil, fault.New(fault.Invalid, "import.not_xlsx").Because(err)
	}
	p := &pack{parts: make(map[string]*zip.File, len(z.File))}
	if len(z.File) > maxParts {
		return nil, fault.New(fault.TooLarge, "import.zip_bomb")
	}
	var packed uint64
	for _, part := range z.File {
		size := part.UncompressedSize64
		if size > uint64(lim.UnpackedBytes) || bomb(size, part.CompressedSize64, lim.Ratio) {
			return nil, fault.New(fault.TooLarge, "import.zip_bomb")
		}
		p.bytes += int64(size)
		packed += part.CompressedSize64
		if p.bytes > lim.UnpackedBytes || packed > uint64(f.Size) { // parts that overlap are packed to more than the file
			return nil, fault.New(fault.TooLarge, "import.zip_bomb")
		}
		p.parts[partName(part.Name)] = part
	}
	return p, nil
}

var errBomb = errors.New("the zip directory is larger than any workbook's")

func bomb(size, packed uint64, ratio int) bool {
	return size > ratioFrom && size/uint64(ratio) > packed
}

// checkDirectory looks at the end record by hand, because the zip reader makes room for the directory before anyone can say no.
// A file within our size limit never needs the fields of zip64.
func checkDirectory(f File) error {
	tail := make([]byte, min(f.Size, 22+65_535))
	if _, err := f.Data.ReadAt(tail, f.Size-int64(len(tail))); err != nil && err != io.EOF {
		return err
	}
	at := bytes.LastIndex(tail, []byte("PK\x05\x06"))
	if at < 0 || len(tail)-at < 22 {
		return errDirectory
	}
	end := tail[at:]
	entries := binary.LittleEndian.Uint16(end[10:])
	size, offset := int64(binary.LittleEndian.Uint32(end[12:])), int64(binary.LittleEndian.Uint32(end[16:]))
	here := f.Size - int64(len(tail)) + int64(at)
	switch {
	case entries > maxParts || size > maxDirectory:
		return errBomb
	case offset+size > here:
		return errDirectory
	case here-offset > maxDirectory: // the directory would be read from there to here, whatever size it claims
		return errBomb
	}
	return nil
}

func partName(s string) string {
	return strings.ToLower(strings.TrimPrefix(path.Clean(strings.ReplaceAll(s, "\\", "/")), "/"))
}

// open starts reading one part as XML; a missing part is nil.
func (p *pack) open(name string, lim Limits, tell func(int64)) (*xmlStream, error) {
	part := p.parts[partName(name)]
	if part == nil {
		return nil, nil
	}
	r, err := part.Open()
	if err != nil {
		return nil, err
	}
	return newXMLStream(r, lim.RecordBytes, &p.effort, tell), nil
}
