package ui

// sampleChallenges are a duel, a climb together, and an elimination where one is done.
func sampleChallenges() []ChallengeProps {
	return []ChallengeProps{
		{
			ID: "c1", Href: "/gallery", Title: "Duel des relances", Kind: TagProps{Text: "Duel", Icon: "flag"}, When: "jusqu’au 30 nov.",
			Rule: "Chacun compte en part de son propre objectif.", State: TagProps{Text: "En cours", Tone: ToneInfo},
			Sides: []SideProps{
				{Name: "Léa Martin", Me: true, At: At(640), Value: "64\u202f%", Number: "64", Spoken: "Léa Martin, 64\u202f% de son objectif"},
				{Name: "Karim Benali", At: At(640), Value: "64\u202f%", Number: "64", Spoken: "Karim Benali, 64\u202f% de son objectif"},
			},
			Note: "À égalité parfaite.",
		},
		{
			ID: "c2", Href: "/gallery", Title: "Quarante rendez-vous ensemble", Kind: TagProps{Text: "Tous contre la montagne", Icon: "mountain"}, When: "jusqu’au 12 déc.",
			State: TagProps{Text: "En cours", Tone: ToneInfo},
			Sides: []SideProps{{Name: "Toute la cordée", At: At(700), Value: "28 sur 40", Number: "28", Spoken: "28 rendez-vous sur 40"}},
		},
		{
			ID: "c3", Href: "/gallery", Title: "La course des cols", Kind: TagProps{Text: "Élimination", Icon: "bolt"}, When: "manche 3 sur 4",
			State: TagProps{Text: "Terminé", Tone: ToneGood},
			Sides: []SideProps{
				{Name: "Inès Le Goff", At: At(1000), Value: "12", Tag: TagProps{Text: "En tête", Tone: ToneGood}, Spoken: "Inès Le Goff, 12"},
				{Name: "Thomas Querenne", Done: true, Value: "9", Note: "A couru deux manches, encourage la suite."},
			},
		},
	}
}
