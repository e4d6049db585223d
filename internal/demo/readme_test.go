package demo_test

import (
	"bytes"
	"os"
	"strings"
	"testing"

	"cordee/internal/sheet"
)

// mappings are the YAML examples of the README that are mappings.
func mappings(t *testing.T) (found []string) {
	t.Helper()
	text, err := os.ReadFile("../../README.md")
	if err != nil {
		t.Fatal(err)
	}
	for _, block := range strings.Split(string(text), "```yaml\n")[1:] {
		yaml, _, _ := strings.Cut(block, "```")
		found = append(found, yaml)
	}
	return found
}

const crmExport = `opportunity_id,sales_agent,product,account,deal_stage,engage_date,close_date,close_value
1C1I7A6R,Léa Valbrune,Nova,Auberge du Lac Bleu,Won,2026-10-20,2026-11-01,1054
Z063OYW0,Karim Belhazar,Nova,Bistrot du Phare,Lost,2026-10-25,2026-11-03,0
EC4QE1BX,Karim Belhazar,Nova,Table du Chai,Engaging,2026-10-25,,
`

func TestTheMappingsOfTheReadmeReadACRMExport(t *testing.T) {
	found := mappings(t)
	if len(found) != 2 {
		t.Fatalf("%d mappings in the README, one in French and one in English expected", len(found))
	}
	for _, yaml := range found {
		m, err := sheet.ParseMapping([]byte(yaml))
		if err != nil {
			t.Fatal(err)
		}
		file := sheet.File{Name: "export.csv", Data: strings.NewReader(crmExport), Size: int64(len(crmExport))}
		b, err := sheet.Read([]sheet.File{file}, sheet.Options{Currency: "EUR", Mapping: &m})
		if err != nil {
			t.Fatal(err)
		}
		if len(b.Results) != 2 || b.Results[0].Kind != "deal_won" || b.Results[1].Kind != "deal_lost" {
			t.Fatalf("read as %+v", b.Results)
		}
		first := b.Results[0]
		if first.Source != "crm" || first.Credits[0].Owner != "name:Léa Valbrune" || first.Attrs["account"] != "Auberge du Lac Bleu" {
			t.Errorf("the first deal was read as %+v", first)
		}
	}
}

func TestTheFormatsPageNamesEveryColumn(t *testing.T) {
	text, err := os.ReadFile("../../docs/formats.md")
	if err != nil {
		t.Fatal(err)
	}
	french, english, ok := strings.Cut(string(text), "## English")
	if !ok {
		t.Fatal("the page has no English half")
	}
	for _, kind := range sheet.Kinds {
		for _, column := range append(sheet.Columns(kind), string(kind)) {
			for language, half := range map[string]string{"French": french, "English": english} {
				if !strings.Contains(half, "`"+column+"`") {
					t.Errorf("%s of %s is not in the %s half", column, kind, language)
				}
			}
		}
	}
}

func TestTheFrenchFileNamesOfTheReadmeAreKnown(t *testing.T) {
	files := map[string]string{
		"equipes.csv":   "clé;nom;parent;type\nmaison;Ma maison;;company\nnord;Nord;maison;team\n",
		"personnes.csv": "clé;nom;email;équipe;rôle\nlea;Léa;lea@example.com;nord;rep\n",
		"objectifs.csv": "clé;titre;niveau;porteur;indicateur;cible;début;fin;pourquoi\nq4;CA;individual;person:lea;revenue;60 000 €;01/10/2026;31/12/2026;Pour l’équipe\n",
	}
	var list []sheet.File
	for name, text := range files {
		list = append(list, sheet.File{Name: name, Data: bytes.NewReader([]byte(text)), Size: int64(len(text))})
	}
	b, err := sheet.Read(list, sheet.Options{French: true, Currency: "EUR"})
	if err != nil {
		t.Fatal(err)
	}
	if len(b.Teams) != 2 || len(b.People) != 1 || len(b.Goals) != 1 || b.Goals[0].Target.V.String() != "60000" || len(b.Warnings) != 0 {
		t.Errorf("read as %+v, warnings %v", b, b.Warnings)
	}
}
