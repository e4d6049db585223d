package sheet

// Mapping says how to read somebody else's columns.
type Mapping struct {
	Table Kind `yaml:"table,omitempty"`
}
