package goal

import (
	"slices"
	"strings"
	"testing"
	"time"

	"cordee/internal/measure"
	"cordee/internal/org"
	"cordee/internal/period"
)

// The metrics the sentences below speak of.
var (
	callsMade   = measure.Metric{Key: "calls", Unit: measure.Unitless, Kind: measure.Count}
	meetingsMet = measure.Metric{Key: "meetings", Unit: measure.Unitless, Kind: measure.Count}
	newClients  = measure.Metric{Key: "new_customers", Unit: measure.Unitless, Kind: measure.Count}
	pounds      = measure.Metric{Key: "revenue_uk", Unit: "GBP", Kind: measure.Sum}
	canada      = measure.Metric{Key: "revenue_ca", Unit: "CAD", Kind: measure.Sum}
	modules     = measure.Metric{Key: "modules", Unit: measure.Unitless, Kind: measure.Count}
)

// aboutText are the codes that come from the words of a title and nothing else.
var aboutText = []string{
	"s.vague", "s.effort", "s.trait", "s.split", "s.short", "m.target_in_title", "m.metric_in_title", "m.relative", "m.rate", "m.number_differs",
	"m.unit_differs", "t.date_differs", "t.end_in_title",
}

// heard is what the evidence says about the words of an objective: the codes without "smart.", in the order of the letters.
func heard(g Goal, in Grounds) string {
	var codes []string
	for _, e := range SMART(g, in) {
		for _, l := range e.Lines {
			if code := strings.TrimPrefix(l.Code, "smart."); slices.Contains(aboutText, code) {
				codes = append(codes, code)
			}
		}
	}
	return strings.Join(codes, " ")
}

type sentence struct {
	title    string
	metric   measure.Metric
	baseline string
	target   string // "" leaves it open
	end      string // "" leaves it open
	want     string // every code about the text, and no other
}

var sentences = []sentence{
	// Good ones: nothing to say.
	{"Vendre 12 contrats à de nouveaux clients d’ici au 31 mars", newClients, "", "12", "2027-03-31", ""},
	{"Réaliser 120 k€ de chiffre d’affaires au T1 2027", revenue, "", "120000", "2027-03-31", ""},
	{"Réaliser 1,2 M€ de marge d’ici fin 2027", revenue, "", "1200000", "2027-12-31", ""},
	{"Atteindre 120 000 € de CA avant le 1er avril 2027", revenue, "", "120000", "2027-03-31", ""},
	{"Atteindre 120\u202f000\u202f€ de ventes d’ici fin mars", revenue, "", "120000", "2027-03-31", ""},
	{"Atteindre 120\u00a0000\u00a0€ de ventes d'ici fin mars", revenue, "", "120000", "2027-03-31", ""},
	{"Signer 45 % des devis envoyés d’ici au 30/06/2027", winRate, "40", "45", "2027-06-30", ""},
	{"Porter le taux de signature de 40 % à 45 % avant fin juin", winRate, "40", "45", "2027-06-30", ""},
	{"Tenir 24 rendez-vous avec des directions achats au T2", meetingsMet, "", "24", "2027-06-30", ""},
	{"Passer deux cents appels, soit 200 appels, en mars 2027", callsMade, "", "200", "2027-03-31", ""},
	{"Gagner douze nouveaux clients dans les Alpes avant l’été", newClients, "", "12", "2027-06-20", ""},
	{"Vendre 12 contrats à 10 k€ chacun au premier semestre", revenue, "", "120000", "2027-06-30", ""},
	{"Faire 20 appels par semaine jusqu’au 31/03/2027", callsMade, "", "240", "2027-03-31", ""},
	{"Suivre 3 modules de formation produit d’ici au 15 février 2027", modules, "", "3", "2027-02-15", ""},
	{"Win 12 new customers by 31 March 2027", newClients, "", "12", "2027-03-31", ""},
	{"Reach €250,000 in revenue by end of June", revenue, "", "250000", "2027-06-30", ""},
	{"Reach EUR 250,000 of revenue in Q2 2027", revenue, "", "250000", "2027-06-30", ""},
	{"Close £1.5m of new business before July 2027", pounds, "", "1500000", "2027-06-30", ""},
	{"Bring in $80k from renewals by 2027-06-30", canada, "", "80000", "2027-06-30", ""},
	{"Raise the win rate from 40% to 45% by June 30, 2027", winRate, "40", "45", "2027-06-30", ""},
	{"Hold 24 meetings with buying teams by the end of March", meetingsMet, "", "24", "2027-03-31", ""},
	{"Make 60 prospecting calls a week until 03/31/2027", callsMade, "", "750", "2027-03-31", ""},
	{"Sign between 10 and 12 deals by 31/03/2027", deals, "", "12", "2027-03-31", ""},
	{"Signer entre 10 et 15 contrats au 1er trimestre 2027", deals, "", "12", "2027-03-31", ""},
	{"Augmenter le chiffre d’affaires de 10 % d’ici fin juin", revenue, "100000", "110000", "2027-06-30", ""},
	{"Increase revenue by 10% by the end of June", revenue, "100000", "110000", "2027-06-30", ""},
	{"Vendre 12 contrats avec moins de 10 % de remise au T1", deals, "", "12", "2027-03-31", ""},
	{"Vendre 12 contrats et moins de 10 % de remise au T1", deals, "", "12", "2027-03-31", ""},
	{"Appeler 30 clients et prospects de la zone avant fin mars", newClients, "", "30", "2027-03-31", ""},
	{"Du 1er janvier au 31 mars 2027, signer 12 affaires", deals, "", "12", "2027-03-31", ""},
	{"Réduire le délai de réponse à 3 jours avant fin mars", delay, "8", "3", "2027-03-31", ""},
	{"Vendre 10 % de contrats de plus qu’en 2026 au T1", deals, "100", "110", "2027-03-31", ""},
	{"Développer le secteur Nord : 12 contrats au T1 2027", deals, "", "12", "2027-03-31", ""},
	{"Vendre plus de 12 contrats d’ici au 31 mars", deals, "", "12", "2027-03-31", ""},
	{"Animer 3 ateliers sur l’esprit d’équipe avant fin mars", modules, "", "3", "2027-03-31", ""},
	{"Run 3 workshops on mindset by the end of March", modules, "", "3", "2027-03-31", ""},
	{"Réaliser 120 k€ au plus tard le 31/03", revenue, "", "120000", "2027-03-31", ""},
	{"Réussir 3 entretiens, dont celui du 3 mai, au T2", meetingsMet, "", "3", "2027-06-30", ""},
	{"Hold 24 client meetings by 31 March 2027", meetingsMet, "", "24", "2027-03-31", ""},
	{"Tenir 24 visites clients d’ici au 31-03-2027", meetingsMet, "", "24", "2027-03-31", ""},
	{"Signer dix-huit contrats au T1 2027", deals, "", "18", "2027-03-31", ""},
	{"Equip twenty-two accounts by 31 March 2027", newClients, "", "22", "2027-03-31", ""},
	{"Sell 10 more licences than last year by end of March", modules, "90", "100", "2027-03-31", ""},
	{"Réaliser entre 100 k€ et 120 k€ de marge au T1", revenue, "", "110000", "2027-03-31", ""},
	{"Vendre plus de 12 contrats à 30 clients au T1", newClients, "", "12", "2027-03-31", ""},
	{"Passer de 84 k€ en 2026 à 120 k€ au T1 2027", revenue, "84000", "120000", "2027-03-31", ""},
	{"Signer 12 contrats au lieu de 9 contrats au T1", deals, "", "12", "2027-03-31", ""},
	{"Win 12 deals, up from 9 deals, in Q1 2027", deals, "", "12", "2027-03-31", ""},
	{"Réussir la vente de 12 contrats à 30 clients au T1", deals, "", "12", "2027-03-31", ""},
	{"Vendre pour 2050 € de fournitures en mars", revenue, "", "2050", "2027-03-31", ""},
	{"Increase volume by 2000 calls in March", callsMade, "1000", "3000", "2027-03-31", ""},
	{"Équiper 12 clients B2B d’Office 365 en 2027", newClients, "", "12", "2027-09-30", ""},

	// Vague: a direction without a number.
	{"Vendre plus", measure.Metric{}, "", "", "", "s.vague"},
	{"Améliorer la relation client de mon secteur", measure.Metric{}, "", "", "", "s.vague"},
	{"Optimiser le portefeuille de la région Sud", measure.Metric{}, "", "", "", "s.vague"},
	{"Renforcer notre présence chez les grands comptes", measure.Metric{}, "", "", "", "s.vague"},
	{"Dynamiser les ventes de la gamme Pro", measure.Metric{}, "", "", "", "s.vague"},
	{"Prospecter davantage dans la vallée du Rhône", measure.Metric{}, "", "", "", "s.vague"},
	{"Mieux suivre les clients qui hésitent", measure.Metric{}, "", "", "", "s.vague"},
	{"Développer le secteur Nord en 2027", measure.Metric{}, "", "", "2027-12-31", "s.vague"},
	{"Ame\u0301liorer la marge de la re\u0301gion", measure.Metric{}, "", "", "", "s.vague"},
	{"Sell more to the customers we have", measure.Metric{}, "", "", "", "s.vague"},
	{"Improve customer relations in my area", measure.Metric{}, "", "", "", "s.vague"},
	{"Strengthen our presence with key accounts", measure.Metric{}, "", "", "", "s.vague"},
	{"Boost sales of the Pro range", measure.Metric{}, "", "", "", "s.vague"},
	{"Faire de mon mieux sur le secteur Nord", measure.Metric{}, "", "", "", "s.effort"},
	{"Appeler le plus possible de prospects", measure.Metric{}, "", "", "", "s.effort"},
	{"Faire au mieux pour les clients", measure.Metric{}, "", "", "", "s.effort"},
	{"Do your best with the new product line", measure.Metric{}, "", "", "", "s.effort"},
	{"Call as many prospects as possible, as soon as possible", measure.Metric{}, "", "", "", "s.effort"},
	{"CA 2027", measure.Metric{}, "", "", "", "s.short"},
	{"More deals", measure.Metric{}, "", "", "", "s.vague"},

	// Double: two things at once.
	{"Réaliser 120 k€ et passer 30 appels avant fin mars", revenue, "", "120000", "2027-03-31", "s.split"},
	{"Vendre 12 contrats ainsi que 40 k€ d’options au T1", deals, "", "12", "2027-03-31", "s.split"},
	{"Signer 12 contrats & tenir 24 rendez-vous au T1 2027", deals, "", "12", "2027-03-31", "s.split"},
	{"Win 12 deals and make 300 calls by 31 March 2027", deals, "", "12", "2027-03-31", "s.split"},
	{"Reach €50k as well as 20 meetings in Q1", revenue, "", "50000", "2027-03-31", "s.split"},
	{"De 84 k€ à 120 k€ de CA et 5 nouveaux clients au T1", revenue, "84000", "120000", "2027-03-31", "s.split"},

	// Another number than the target's.
	{"Vendre 15 contrats d’ici au 31 mars 2027", deals, "", "12", "2027-03-31", "m.number_differs"},
	{"Réaliser 1,25 M€ d’ici au 31 mars 2027", revenue, "", "1200000", "2027-03-31", "m.number_differs"},
	{"Réaliser 120 000 € de CA au T1", revenue, "", "125000", "2027-03-31", "m.number_differs"},
	{"Porter le taux de 40 % à 45 % avant fin mars", winRate, "40", "50", "2027-03-31", "m.number_differs"},
	{"Augmenter le CA de 10 % d’ici fin mars", revenue, "100000", "130000", "2027-03-31", "m.number_differs"},
	{"Reach $80,000 from renewals by 31 March 2027", canada, "", "90000", "2027-03-31", "m.number_differs"},
	{"Win twelve new customers by 31 March", newClients, "", "15", "2027-03-31", "m.number_differs"},
	{"Reach €1,250 a week, €100k in Q1", revenue, "", "120000", "2027-03-31", "m.number_differs"},
	{"Réaliser 120 600 € de CA au T1", revenue, "", "120000", "2027-03-31", ""}, // half a percent is the same number
	{"Réaliser 120 601 € de CA au T1", revenue, "", "120000", "2027-03-31", "m.number_differs"},

	{"Réaliser entre 100 k€ et 120 k€ de marge au T1", revenue, "", "130000", "2027-03-31", "m.number_differs"},
	{"Signer 12 contrats au lieu de 9 contrats au T1", deals, "", "9", "2027-03-31", "m.number_differs"},

	// Another unit than the metric's.
	{"Tenir 24 rendez-vous avant fin mars 2027", revenue, "", "24", "2027-03-31", "m.unit_differs"},
	{"Réaliser 120 k€ d’ici au 31 mars", deals, "", "12", "2027-03-31", "m.unit_differs"},
	{"Passer 300 appels avant fin mars", deals, "", "300", "2027-03-31", "m.unit_differs"},
	{"Reach £50,000 of revenue by 31 March", revenue, "", "50000", "2027-03-31", "m.unit_differs"},
	{"Reach 45 percent of the market by March 31", revenue, "", "45", "2027-03-31", "m.unit_differs"},

	// A number to count from, or a rate, that the target does not show.
	{"Augmenter le chiffre d’affaires de 10 % d’ici fin mars", revenue, "", "110000", "2027-03-31", "m.relative"},
	{"Grow revenue by 10% by the end of March", revenue, "", "110000", "2027-03-31", "m.relative"},
	{"Faire 20 appels par semaine jusqu’à fin mars", callsMade, "", "900", "2027-03-31", "m.rate"},

	// A number or a day in the title that waits to be noted.
	{"Signer 12 contrats avant le printemps", revenue, "", "", "", "m.metric_in_title"},
	{"Sign 12 contracts with new clients", revenue, "", "", "", "m.metric_in_title"},
	{"Vendre 12 contrats à de nouveaux clients", newClients, "", "", "", "m.target_in_title"},
	{"Vendre 12 contrats à de nouveaux clients d’ici fin juin", newClients, "", "12", "", "t.end_in_title"},
	{"Win 12 new customers by the end of Q1", newClients, "", "", "", "m.target_in_title t.end_in_title"},

	// Another day than the end.
	{"Vendre 12 contrats d’ici au 31 mars 2027", deals, "", "12", "2027-06-30", "t.date_differs"},
	{"Vendre 12 contrats avant le 31/03/2027", deals, "", "12", "2027-04-30", "t.date_differs"},
	{"Vendre 12 contrats d’ici fin mars", deals, "", "12", "2027-06-30", "t.date_differs"},
	{"Vendre 12 contrats au T1 2027", deals, "", "12", "2027-06-30", "t.date_differs"},
	{"Vendre 12 contrats au deuxième trimestre", deals, "", "12", "2027-03-31", "t.date_differs"},
	{"Vendre 12 contrats d’ici au 31 mars 2026", deals, "", "12", "2027-03-31", "t.date_differs"},
	{"Win 12 deals by end of June", deals, "", "12", "2027-03-31", "t.date_differs"},
	{"Win 12 deals before March 2027", deals, "", "12", "2027-03-31", "t.date_differs"},
	{"Win 12 deals by 2027-03-30", deals, "", "12", "2027-03-31", "t.date_differs"},
	{"Win 15 deals and 30 meetings by Q3", deals, "", "12", "2027-03-31", "s.split m.number_differs t.date_differs"},

	// Traits of character, by which nobody may be judged.
	{"Montrer de l’optimisme au quotidien", measure.Metric{}, "", "", "", "s.trait"},
	{"Attitude positive en réunion d’équipe", measure.Metric{}, "", "", "", "s.trait"},
	{"Être plus agressif sur les prix", measure.Metric{}, "", "", "", "s.trait"},
	{"Be more aggressive on prices", measure.Metric{}, "", "", "", "s.trait s.vague"},
	{"Honnêteté et bon sens avec les clients", measure.Metric{}, "", "", "", "s.trait"},
	{"Avoir l’esprit d’équipe toute l’année", measure.Metric{}, "", "", "", "s.trait"},
	{"Obtenir 80 % en attitude d’ici fin mars", score, "60", "80", "2027-03-31", "s.trait m.unit_differs"},
	{"Show a positive attitude every day", measure.Metric{}, "", "", "", "s.trait"},
	{"Honesty and common sense at work", measure.Metric{}, "", "", "", "s.trait"},
	{"Be a real team player this year", measure.Metric{}, "", "", "", "s.trait"},
}

func (s sentence) objective(t testing.TB) (Goal, Grounds) {
	g := Goal{
		ID: 1, Title: s.title, Tier: Individual, Owner: org.PersonOwner(5), Origin: OriginAgreed, Status: Draft,
		Baseline: amount(t, s.baseline), Target: amount(t, s.target),
	}
	if s.metric.Key != "" {
		g.Metric = 3
	}
	if s.end != "" {
		end, err := period.ParseDate(s.end)
		if err != nil {
			t.Fatal(err)
		}
		g.Start, g.End = period.On(2027, time.January, 1), end
	}
	return g, Grounds{Metric: s.metric, Currency: "EUR", Calendar: period.Standard, Today: period.On(2026, time.November, 23)}
}

func TestWhatTitlesSay(t *testing.T) {
	for _, s := range sentences {
		g, in := s.objective(t)
		if got := heard(g, in); got != s.want {
			t.Errorf("%s\n\t(%s, target %s, end %s)\n\tsays %q, want %q", s.title, s.metric.Key, s.target, s.end, got, s.want)
		}
	}
}

// What the structured data say settles what the title leaves open: the remark stays, as advice.
func TestDataOutweighWords(t *testing.T) {
	g := Goal{Title: "Vendre plus", Metric: 3, Owner: org.PersonOwner(5), Target: amount(t, "12"), Start: first, End: last}
	ev := SMART(g, Grounds{Metric: deals, Scope: 1, Today: first})
	if ev[0].State != Proven {
		t.Errorf("S is %s: %+v", ev[0].State, ev[0].Lines)
	}
	if heard(g, Grounds{Metric: deals}) != "s.vague" {
		t.Error("the remark about the title is gone")
	}
}
