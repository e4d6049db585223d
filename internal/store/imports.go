package store

import (
	"cordee/internal/fault"
	"cordee/internal/org"
)

// Import is one file or set of files taken in. Report and Undo are JSON; UndoneAt is 0 while it stands.
type Import struct {
	ID       org.ID
	At       int64
	Actor    org.ID
	Name     string
	Report   string
	UndoneAt int64
	Undo     string // the rows as they were before
}

const (
	sqlInsertImport = `
	INSERT INTO import (org_id, import_id, at, actor_id, name, report, undone_at, undo)
	VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`
	sqlImport = `
	SELECT import_id, at, COALESCE(actor_id, 0), name, report, COALESCE(undone_at, 0), undo
	FROM import
	WHERE org_id = $1 AND import_id = $2`
	sqlImports = `
	SELECT import_id, at, COALESCE(actor_id, 0), name, report, COALESCE(undone_at, 0), ''
	FROM import
	WHERE org_id = $1
	ORDER BY at DESC, import_id
	LIMIT $2`
	sqlUndoneImports = `SELECT import_id FROM import WHERE org_id = $1 AND undone_at IS NOT NULL`
	sqlUndoImport    = `UPDATE import SET undone_at = $3 WHERE org_id = $1 AND import_id = $2 AND undone_at IS NULL`
)

func scanImport(r row, x *Import) error {
	return r.Scan(&x.ID, &x.At, &x.Actor, &x.Name, &x.Report, &x.UndoneAt, &x.Undo)
}

// InsertImport keeps an import.
func (t *Tx) InsertImport(o org.ID, x Import) error {
	return t.do(sqlInsertImport, o, x.ID, x.At, orNull(x.Actor), x.Name, x.Report, orNull(x.UndoneAt), x.Undo)
}

// Import is one import.
func (t *Tx) Import(o, id org.ID) (x Import, err error) {
	err = t.one("import", sqlImport, func(r row) error { return scanImport(r, &x) }, o, id)
	return x, err
}

// Imports are the last ones, newest first, without their Undo.
func (t *Tx) Imports(o org.ID, limit int) ([]Import, error) {
	return all(t, sqlImports, scanImport, o, limit)
}

// MarkImportUndone notes that an import was undone; twice is a Conflict.
func (t *Tx) MarkImportUndone(o, id org.ID, at int64) error {
	n, err := t.exec(sqlUndoImport, o, id, at)
	if err == nil && n == 0 {
		return fault.New(fault.Conflict, "import.undone")
	}
	return err
}

// UndoneImports are the imports that were undone.
func (t *Tx) UndoneImports(o org.ID) ([]org.ID, error) {
	return all(t, sqlUndoneImports, func(r row, x *org.ID) error { return r.Scan(x) }, o)
}

// Mapping is a saved way to read other people's files. Body is YAML.
type Mapping struct {
	ID         org.ID
	Name, Body string
}

const (
	sqlMappings   = `SELECT mapping_id, name, body FROM mapping WHERE org_id = $1 ORDER BY name`
	sqlPutMapping = `
	INSERT INTO mapping (org_id, mapping_id, name, body)
	VALUES ($1, $2, $3, $4)
	ON CONFLICT (org_id, name) DO UPDATE SET body = excluded.body`
	sqlDeleteMapping = `DELETE FROM mapping WHERE org_id = $1 AND mapping_id = $2`
)

// Mappings are all of them by name.
func (t *Tx) Mappings(o org.ID) ([]Mapping, error) {
	return all(t, sqlMappings, func(r row, x *Mapping) error { return r.Scan(&x.ID, &x.Name, &x.Body) }, o)
}

// PutMapping adds a mapping or replaces the one of that name, whose id stays.
func (t *Tx) PutMapping(o org.ID, x Mapping) error {
	return t.do(sqlPutMapping, o, x.ID, x.Name, x.Body)
}

// DeleteMapping removes a mapping.
func (t *Tx) DeleteMapping(o, id org.ID) error { return t.touch("mapping", sqlDeleteMapping, o, id) }
