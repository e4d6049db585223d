package measure

// Kind says how results become a number.
type Kind string

// The closed list of metric kinds.
const (
	Sum    Kind = "sum"
	Count  Kind = "count"
	Ratio  Kind = "ratio"
	Latest Kind = "latest"
	Steps  Kind = "steps"
)

// Direction says which way is better.
type Direction string

// Up means more is better, Down means less is better.
const (
	Up   Direction = "up"
	Down Direction = "down"
)

// Credit says how a shared result counts.
type Credit string

// Share splits a result by its credits; Full gives the whole to everyone credited, and once to each team above them.
const (
	Share Credit = "share"
	Full  Credit = "full"
)

// Percent and Unitless are units that are not currencies. Any three upper-case letters are a currency.
const (
	Percent  = "percent"
	Unitless = "count"
)

// Metric is what is measured. The zero value of Direction and Credit mean Up and Share; Of empty means the amount.
type Metric struct {
	Key         string
	Name        string
	Unit        string
	Kind        Kind
	Of          string // value field: "amount" or the name of an attribute
	Where       string // filter over kind and attributes; empty counts everything
	Numerator   string // metric keys, for Ratio
	Denominator string
	Direction   Direction
	Credit      Credit
}

// Fact is what a filter can see of a result.
type Fact struct {
	Kind   string
	Amount Amount
	Attrs  map[string]string
}
