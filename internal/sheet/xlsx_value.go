package sheet

import (
	"encoding/xml"
	"math"
	"path"
	"strconv"
	"strings"
	"time"
)

// style is what the look of a cell says about its number.
type style byte

const (
	plain style = iota
	day         // a date, perhaps with a time
	percent
)

// readStyles keeps, for each cell format of the workbook, only what it says about numbers.
func (w *workbook) readStyles() error {
	custom := map[string]style{}
	inFormats := false
	return w.each(path.Join(w.base, "styles.xml"), func(e xml.StartElement) error {
		switch e.Name.Local {
		case "numFmt":
			if len(custom) < maxStyles {
				custom[attr(e, "numFmtId")] = styleOf(attr(e, "formatCode"))
			}
		case "cellXfs":
			inFormats = true
		case "cellStyleXfs", "cellStyles", "dxfs":
			inFormats = false
		case "xf":
			if !inFormats {
				return nil
			}
			if len(w.styles) == maxStyles {
				return errXML
			}
			id := attr(e, "numFmtId")
			st, ok := custom[id]
			if !ok {
				st = builtIn(id)
			}
			w.styles = append(w.styles, st)
		}
		return nil
	})
}

// builtIn knows the formats that have a number and no text: 14-17 and 22 dates, 27-36 and 50-58 dates of East Asia, 9-10 percent.
func builtIn(id string) style {
	n, err := strconv.Atoi(id)
	switch {
	case err != nil:
		return plain
	case n >= 14 && n <= 17, n == 22, n >= 27 && n <= 36, n >= 50 && n <= 58:
		return day
	case n == 9, n == 10:
		return percent
	}
	return plain
}

// styleOf reads a format's code: years or days outside quotes, brackets and escapes make it a date.
func styleOf(code string) style {
	quoted, bracket := false, false
	for i := 0; i < len(code); i++ {
		switch c := code[i]; {
		case c == '"':
			quoted = !quoted
		case quoted:
		case c == '\\' || c == '_' || c == '*':
			i++
		case c == '[':
			bracket = true
		case c == ']':
			bracket = false
		case bracket:
		case strings.IndexByte("yYdD", c) >= 0:
			return day
		case c == '%':
			return percent
		}
	}
	return plain
}

// cell turns a stored value into the text that our formats write for it.
func (w *workbook) cell(kind, look, value, inline string, formula bool) (cell, error) {
	switch kind {
	case "s":
		n, err := strconv.Atoi(strings.TrimSpace(value))
		s, ok := w.texts.get(n)
		if err != nil || !ok {
			return cell{}, errXML
		}
		return cell{text: s}, nil
	case "inlineStr":
		return cell{text: inline}, nil
	case "str":
		return cell{text: unescapeX(value)}, nil
	case "e":
		return cell{text: value, trouble: "import.cell_error"}, nil
	case "b":
		if truth(strings.TrimSpace(value)) {
			return cell{text: "yes"}, nil
		}
		return cell{text: "no"}, nil
	case "d":
		return cell{text: strings.TrimSuffix(strings.Replace(value, "T00:00:00", "", 1), "Z")}, nil
	}
	if value == "" && formula {
		return cell{text: "=", trouble: "import.formula_without_value"}, nil
	}
	return cell{text: w.number(strings.TrimSpace(value), look)}, nil
}

// number is a stored number as its style means it; what is no number stays as it is for the decoders to refuse.
func (w *workbook) number(value, look string) string {
	st := plain
	if n, err := strconv.Atoi(look); err == nil && n >= 0 && n < len(w.styles) {
		st = w.styles[n]
	}
	if st == plain && len(value) <= 15 && digitsOnly(value) {
		return value
	}
	x, err := strconv.ParseFloat(value, 64)
	if err != nil || math.IsInf(x, 0) || math.IsNaN(x) {
		return value
	}
	switch st {
	case day:
		if text := w.day(x); text != "" {
			return text
		}
	case percent:
		return decimalText(x*100) + "%"
	}
	return decimalText(x)
}

// decimalText is a number with the fifteen digits that a spreadsheet shows of it; the rest is noise of its binary form. It never has
// an exponent, which a file writes for itself (1E-05) and a person never typed.
func decimalText(x float64) string {
	if rounded, err := strconv.ParseFloat(strconv.FormatFloat(x, 'g', 15, 64), 64); err == nil {
		x = rounded
	}
	if math.Abs(x) < 1e-12 { // what is left of 0.1+0.2-0.3
		return "0"
	}
	return strconv.FormatFloat(x, 'f', -1, 64)
}

// lastSerial is 31 December 9999.
const lastSerial = 2_958_465

// day turns a spreadsheet's count of days into a date, with the time when there is one; "" when it is no day.
func (w *workbook) day(x float64) string {
	if x < 0 || x > lastSerial {
		return ""
	}
	whole := math.Floor(x)
	seconds := int64(math.Round((x - whole) * 86_400))
	from := time.Date(1899, 12, 30, 0, 0, 0, 0, time.UTC)
	switch {
	case w.date904:
		from = time.Date(1904, 1, 1, 0, 0, 0, 0, time.UTC)
	case whole < 61: // spreadsheets believe in 29 February 1900
		from = from.AddDate(0, 0, 1)
	}
	t := from.AddDate(0, 0, int(whole)).Add(time.Duration(seconds) * time.Second)
	if seconds == 0 {
		return t.Format(time.DateOnly)
	}
	return t.Format(time.DateTime)
}
