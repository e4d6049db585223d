package demo

import (
	"math"
	"math/rand/v2"
)

// product is one thing the company sells. Deal sizes are log-normal around the median, in euros; margin is in percent.
type product struct {
	name   string
	share  float64 // of the deals
	median float64
	sigma  float64
	margin float64
}

var products = []product{
	{"Plateau découverte", 30, 420, 0.40, 38},
	{"Meule d’alpage", 26, 1300, 0.45, 31},
	{"Contrat saison", 20, 2900, 0.35, 27},
	{"Cave sur mesure", 3, 6500, 0.35, 24},
	{"Nova", 11, 1900, 0.40, 41}, // last: sold since the launch only
}

const nova = 4

func (p product) mean() float64 { return p.median * math.Exp(p.sigma*p.sigma/2) }

// mix is what share of a member's deals each product has on a day, in the order of products.
func (m *member) mix(withNova bool) (shares []float64, total float64) {
	shares = make([]float64, len(products))
	for i, p := range products {
		shares[i] = p.share
		if i == m.favourite {
			shares[i] *= 1.7
		}
		if i == nova && !withNova {
			shares[i] = 0
		}
		total += shares[i]
	}
	return shares, total
}

// meanDeal is the average size of a deal this member wins, in euros.
func (m *member) meanDeal(withNova bool) float64 {
	shares, total := m.mix(withNova)
	sum := 0.0
	for i, p := range products {
		sum += shares[i] * p.mean()
	}
	return sum / total
}

// pick draws an index by its weight.
func pick(r *rand.Rand, weights []float64, total float64) int {
	x, last := r.Float64()*total, 0
	for i, w := range weights {
		if w <= 0 {
			continue
		}
		if x -= w; x < 0 {
			return i
		}
		last = i
	}
	return last
}

// size draws the price of a deal, in whole euros as people quote them.
func (p product) size(r *rand.Rand) int64 {
	x := p.median * math.Exp(p.sigma*r.NormFloat64())
	step := 10.0
	if x < 500 {
		step = 5
	}
	return max(int64(math.Round(x/step)*step), 60)
}

type segment struct {
	name   string
	houses []string
}

// hotels is the segment that Rennes has made its own.
const hotels = 1

var segments = []segment{
	{"Restauration", []string{"Bistrot", "Brasserie", "Table", "Taverne", "Comptoir"}},
	{"Hôtellerie", []string{"Hôtel", "Auberge", "Relais", "Pension", "Villa"}},
	{"Crèmerie", []string{"Crèmerie", "Fromagerie", "Épicerie", "Halle", "Laiterie"}},
	{"Collectivité", []string{"Cantine", "Résidence", "Maison", "Foyer", "École"}},
	{"Refuge", []string{"Refuge", "Chalet", "Gîte", "Buvette", "Ferme"}},
}

// places complete the names of customers. None is the name of a place on a map.
var places = []string{
	"du Lac Bleu", "des Trois Sapins", "de la Vieille Tour", "du Pré Haut", "du Chemin Creux", "de l’Ancre Verte", "du Grand Tilleul",
	"de la Marmite", "des Deux Ponts", "du Four à Pain", "de la Lanterne", "du Chat Gris", "de l’Écluse", "des Hirondelles",
	"du Vieux Moulin", "de la Source", "du Cerisier", "de la Cloche", "des Tisserands", "du Phare", "de la Dune", "du Belvédère",
	"des Lavandes", "de la Corniche", "du Marronnier", "de l’Arrosoir", "des Quatre Vents", "du Sabot", "de la Forge", "du Héron",
	"de la Passerelle", "des Noisetiers", "du Traîneau", "de la Cascade", "du Bouquetin", "des Gentianes", "de l’Edelweiss",
	"de la Combe", "du Torrent", "des Marmottes", "du Grenier", "de la Clairière", "des Embruns", "du Goéland", "de la Criée",
	"du Filet Bleu", "des Sauniers", "de la Voile Rouge", "du Chai", "des Tonneliers", "de la Treille", "du Pressoir", "du Pigeonnier",
	"de la Place Ronde", "du Coin Sourire", "de la Petite Porte", "des Cordiers", "du Puits", "de la Soupière", "du Tamis",
	"de la Bergerie", "du Sentier", "des Ardoises", "de la Mésange", "du Bois Joli", "de la Rive", "du Verger", "des Glycines",
	"de l’Horloge", "du Cadran", "de la Cour Pavée", "du Pommier",
}

// channels are where deals come from; the last one is a customer who comes back.
var channels = []string{"Recommandation", "Salon", "Prospection", "Site", "Client fidèle"}

var reasons = []string{"Prix", "Délai", "Concurrent", "Projet reporté", "Sans réponse"}

// customer is a house and the segment it belongs to.
type customer struct {
	name    string
	segment int
}

// customerBook hands out customers nobody had before, in an order drawn once.
type customerBook struct {
	fresh [][]string // by segment
}

func newCustomerBook(r *rand.Rand) customerBook {
	b := customerBook{fresh: make([][]string, len(segments))}
	for i, s := range segments {
		for _, house := range s.houses {
			for _, place := range places {
				b.fresh[i] = append(b.fresh[i], house+" "+place)
			}
		}
		r.Shuffle(len(b.fresh[i]), func(x, y int) { b.fresh[i][x], b.fresh[i][y] = b.fresh[i][y], b.fresh[i][x] })
	}
	return b
}

// take is a house not handed out yet; ok is false when the segment has no more.
func (b *customerBook) take(segment int) (c customer, ok bool) {
	left := b.fresh[segment]
	if len(left) == 0 {
		return customer{}, false
	}
	b.fresh[segment] = left[1:]
	return customer{left[0], segment}, true
}
