package demo

// What the people of the company wrote. Each text is somebody's own words, in French, as they would be typed into the screens.

const directionText = "Devenir la maison que les tables de montagne et de la côte appellent en premier. D’ici trois ans : " +
	"des clients qui restent, des produits qui se vendent à leur juste prix, et deux régions qui s’épaulent."

const (
	whyHouse = "Cette somme paie les salaires, l’affinage de l’an prochain et l’agrandissement des caves. " +
		"Au-delà, nous pourrons ouvrir une troisième région sans emprunter."
	whyProfit = "Un tiers du résultat revient à l’équipe, un tiers aux caves, un tiers à la réserve. " +
		"C’est aussi ce qui nous laisse libres de choisir nos clients."
	whySatisfaction = "Un client très satisfait rappelle de lui-même et parle de nous à son voisin. Presque la moitié de nos meilleures " +
		"affaires commencent ainsi."
	whyNewWest = "À l’Ouest, une maison sur cinq change de main chaque année. Pour grandir, il faut en ouvrir un peu plus que " +
		"nous n’en perdons."
	whyMarginAlps = "Les Alpes vendent beaucoup, mais cèdent vite sur les prix. Deux points de marge valent ici autant que cent affaires."
	whyNova       = "Nova est notre première nouveauté depuis quatre ans. Huit personnes des deux régions la portent ensemble, " +
		"pour que chaque équipe ait quelqu’un à qui demander."
	whyMarginLyon  = "À Lyon, tout le monde compare. Défendre le juste prix, c’est pouvoir payer le lait de nos éleveurs au leur."
	whyNewBordeaux = "Le départ de Victor laisse des quartiers sans visite. Nous les reprenons à plusieurs, un par un."
	whyPrice       = "Quand on perd sur le prix, c’est souvent que l’on a parlé du prix trop tôt. Essayons de faire goûter d’abord."
	whyHotels      = "Les hôtels de la côte restent ouverts tout l’hiver. Ils nous aideraient à passer janvier plus tranquillement."
	whyRefuges     = "Un gardien achète ce qu’il a goûté. Plutôt que d’appeler cent fois, montons trois fois."
	whyLearn       = "Je la raconte bien, mais je ne la fais pas encore goûter sans regarder mes notes."
	whyStart       = "Connaître les produits, les clients et l’équipe avant de courir après un chiffre."
	whyField       = "On ne conseille bien que ce que l’on a vu. Et c’est le moment de la semaine que je préfère."
	whyMeetings    = "Mes bons mois commencent toujours par des semaines à trois rendez-vous."
	whyWinRate     = "Nous avons relu ensemble les affaires perdues : beaucoup tenaient à une seconde visite qui n’a pas eu lieu."
	whyYann        = "À Rennes, je travaillais déjà avec des hôtels. J’aimerais essayer la même chose autour de Nantes."
	whyMehdi       = "Les gardiens préparent l’été dès maintenant. Une offre simple, livrée en une fois, pourrait leur plaire."
	whyVisit       = "Pour entendre ce que les chiffres ne disent pas, et remercier sur place."
	whyLostDeals   = "Les affaires perdues nous apprennent plus que les gagnées, à condition de les relire à tête reposée, et sans chercher de coupable."
	whyBridges     = "Les deux régions se connaissent peu. Quelques visites croisées, et l’on s’appellera sans passer par le siège."
	whyData        = "Chaque adresse fausse, c’est une visite perdue pour quelqu’un. Nettoyons-les une bonne fois."
	whyWelcome     = "Clara vient d’arriver, deux personnes suivront. Leur première semaine ne s’improvise pas."
)

var whyRegions = []string{
	"L’Ouest a retrouvé son élan avec les tables de la côte. Gardons-le jusqu’à Noël, c’est là que tout se joue.",
	"Les Alpes sont notre berceau : stations, refuges et crèmeries nous connaissent. À nous de ne pas les décevoir l’hiver venu.",
}

// whyThen are what teams wrote in the quarters behind.
var whyThen = []string{
	"La part de l’équipe dans l’année, posée à partir de l’an dernier et de nos jours de présence.",
	"De quoi aborder la saison suivante avec un peu d’avance.",
	"Nous préférons un objectif tenu à un objectif affiché : celui-ci, nous savons comment le faire.",
	"Un effort de plus que la dernière fois, partagé entre tous.",
}

// whyTeams are in the order of salesTeams, about this quarter.
var whyTeams = []string{
	"Nantes ouvre la voie de la région. Ce que nous gagnons ici finance la tournée des îles au printemps.",
	"Rennes a perdu un bon vendeur au profit de Nantes : à nous de montrer que l’équipe tient debout, et bien.",
	"Bordeaux repart à quatre. L’objectif a été gardé large, parce que la ville le mérite ; parlons vite de ce qu’il reste à prendre.",
	"Annecy vit au rythme des stations. Ce trimestre, la moitié de la neige se vend avant de tomber.",
	"Lyon est la ville la plus disputée de France. Chaque table gagnée ici se voit ailleurs.",
	"Grenoble tient les refuges et les cantines. Ce sont de petites commandes, et des clients pour vingt ans.",
}

var whyRevenue = []string{
	"C’est ma part du chemin de l’équipe, calculée sur mes jours de présence et la saison.",
	"Avec ce montant, l’équipe garde un peu d’avance pour aborder les fêtes sereinement.",
	"Un peu plus que l’an dernier, parce que mes clients de la première heure commencent à recommander.",
	"Nous l’avons posé à deux, à partir de mes clients actuels et des devis en cours.",
	"De quoi tenir mon secteur sans courir partout : quelques belles tables, bien suivies.",
	"Ce que mon secteur peut donner cette saison si chaque devis est rappelé dans la semaine.",
	"La moitié viendra de clients fidèles, l’autre des maisons ouvertes depuis le printemps.",
}

var whyNew = []string{
	"J’aime pousser une porte pour la première fois. Autant que cela serve à toute l’équipe.",
	"Reprendre deux quartiers de Victor, en commençant par ceux que je traverse déjà.",
}

var whyMargin = []string{
	"Je vends surtout des contrats : un point de remise en moins s’y voit tout de suite.",
	"Mes clients me connaissent depuis dix ans, je peux leur parler franchement du prix du lait.",
}

var refugeSteps = []step{
	{title: "Choisir trois refuges et prévenir les gardiens", due: 12, owner: "celine"},
	{title: "Préparer le panier de dégustation", due: 25, owner: "benoit"},
	{title: "Première montée, à deux équipes", due: 42, owner: "theo"},
	{title: "Deuxième montée, avec un éleveur", due: 52, owner: "juliette", late: true},
	{title: "Troisième montée, côté sud", due: 78, owner: "mehdi"},
	{title: "Rappeler chacun des gardiens rencontrés", due: 95, owner: "celine"},
}

var demoSteps = []step{
	{title: "Suivre une démonstration de Sarah", due: 15},
	{title: "En faire une devant l’équipe", due: 40},
	{title: "La faire chez un client fidèle", due: 65},
	{title: "La faire chez un client qui hésite", due: 90},
}

var startSteps = []step{
	{title: "Passer deux jours à la cave", due: 10},
	{title: "Accompagner quatre collègues en visite", due: 30},
	{title: "Mener une visite, Aurélie à mes côtés", due: 50},
	{title: "Reprendre mon premier portefeuille", due: 70},
	{title: "Raconter mes trois mois à l’équipe", due: 96},
}

var fieldSteps = []step{
	{title: "Avec Thomas", due: 20},
	{title: "Avec Léa", due: 40},
	{title: "Avec Inès", due: 50, late: true},
	{title: "Avec Yann", due: 75},
	{title: "Avec Clara", due: 85},
}

var visitSteps = []step{
	{title: "Nantes", due: 15}, {title: "Rennes", due: 25}, {title: "Bordeaux", due: 45},
	{title: "Annecy", due: 55}, {title: "Lyon", due: 75}, {title: "Grenoble", due: 90},
}

var lostSteps = []step{
	{title: "Choisir dix affaires avec les équipes", due: 20},
	{title: "Les relire à trois, une heure par équipe", due: 60},
	{title: "Écrire ce que l’on change, en une page", due: 92},
}

var bridgeSteps = []step{
	{title: "Former quatre binômes entre régions", due: 18},
	{title: "Une première visite croisée par binôme", due: 62, late: true},
	{title: "Raconter ce que l’on rapporte", due: 94},
}

var dataSteps = []step{
	{title: "Repérer les doublons", due: 20},
	{title: "Faire confirmer les adresses par chaque équipe", due: 60},
	{title: "Écrire une page de règles simples", due: 90},
}

var welcomeSteps = []step{
	{title: "Demander aux derniers arrivés ce qui leur a manqué", due: 30},
	{title: "Préparer le carnet de la première semaine", due: 58},
	{title: "Trouver un binôme pour chacun", due: 80},
}
