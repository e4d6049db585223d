package cli_test

// importReport is the answer of `cordee import --format json`.
type importReport struct {
	Import   string        `json:"import"`
	DryRun   bool          `json:"dry_run"`
	Files    []fileReport  `json:"files"`
	Errors   []problemJSON `json:"errors"`
	Warnings []problemJSON `json:"warnings"`
}

type fileReport struct {
	File, Sheet, Table                          string
	Rows, Created, Updated, Unchanged, Rejected int
}

type problemJSON struct {
	File, Sheet   string
	Row           int
	Column, Value string
	Code, Message string
}
