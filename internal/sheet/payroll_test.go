package sheet_test

import (
	"bytes"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"cordee/internal/measure"
	"cordee/internal/period"
	"cordee/internal/reward"
	"cordee/internal/sheet"
)

func payout() sheet.Table {
	return sheet.Payroll([]sheet.PayrollRow{
		{Award: "A-12", Person: "lea", Name: "Léa Martin", ExternalID: "0042", Rule: "=Prime T1", Version: 2, From: period.On(2026, 1, 1),
			To: period.On(2026, 3, 31), Cause: "grant", Kind: reward.Money, Amount: 11_404_500, Unit: "EUR", GrantedOn: period.On(2026, 4, 2),
			ApprovedBy: "Karim Benali, Inès Caron", ApprovedOn: period.On(2026, 4, 3), Batch: "P-3", ExportedOn: period.On(2026, 4, 4)},
		{Award: "A-13", Person: "lea", Name: "Léa Martin", Rule: "Prime T1", Version: 2, From: period.On(2026, 1, 1), To: period.On(2026, 3, 31),
			Seq: 1, Cause: "late", Kind: reward.Money, Amount: measure.Whole(-150), Unit: "EUR", GrantedOn: period.On(2026, 4, 9)},
	})
}

// Numbers with a dot, days as ISO, nothing a spreadsheet would run, a minus before what is taken back.
func TestAPayoutAsCSV(t *testing.T) {
	var b bytes.Buffer
	if err := payout().CSV(&b); err != nil {
		t.Fatal(err)
	}
	want := `award,person,name,external_id,rule,rule_version,from,to,adjustment,cause,kind,label,amount,unit,granted_on,approved_by,approved_on,batch,exported_on
A-12,lea,Léa Martin,0042,'=Prime T1,2,2026-01-01,2026-03-31,0,grant,amount,,1140.45,EUR,2026-04-02,"Karim Benali, Inès Caron",2026-04-03,P-3,2026-04-04
A-13,lea,Léa Martin,,Prime T1,2,2026-01-01,2026-03-31,1,late,amount,,-150,EUR,2026-04-09,,,,
`
	if b.String() != want {
		t.Errorf("wrote\n%s", b.String())
	}
}

// A spreadsheet program that is not ours reads the amounts as numbers and the numbers of people as text.
func TestAPayoutAsWorkbook(t *testing.T) {
	var b bytes.Buffer
	words := sheet.Table{Name: "Relevé : T1/2026, d’une équipe & d’une personne", Header: []string{"Étape", "Calcul"},
		Rows: [][]sheet.Cell{{sheet.Text("Atteinte"), sheet.Number(measure.Whole(114))}, {sheet.Text("seule")}}}
	if err := sheet.WriteBook(&b, payout(), words); err != nil {
		t.Fatal(err)
	}
	book, err := excelize.OpenReader(&b)
	if err != nil {
		t.Fatal(err)
	}
	defer book.Close()
	for cell, want := range map[string]string{"D2": "0042", "M2": "1140.45", "M3": "-150", "C2": "Léa Martin", "M1": "amount"} {
		got, err := book.GetCellValue("payroll", cell)
		if err != nil || got != want {
			t.Errorf("%s is %q, want %q (%v)", cell, got, want, err)
		}
	}
	number, err := book.GetCellType("payroll", "M2")
	if text, err2 := book.GetCellType("payroll", "D2"); err != nil || err2 != nil || number == text {
		t.Errorf("an amount and a number of a person are both %v", number)
	}
	second := book.GetSheetList()[1]
	if strings.ContainsAny(second, `[]:*?/\`) || len([]rune(second)) > 31 {
		t.Errorf("no spreadsheet takes %q as a name", second)
	}
	if got, _ := book.GetCellValue(second, "B2"); got != "114" {
		t.Errorf("%q in B2 of %q", got, second)
	}
}
