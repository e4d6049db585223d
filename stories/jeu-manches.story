# An elimination: after each round the lowest hand over; who is out is told to themselves only. All together, the mountain.
company Alpina
team Nord in Alpina
person Nadia joins Nord 2025-01-01 as manager
team Nord in Alpina led by Nadia
person Léa joins Nord 2025-01-01
person Karim joins Nord 2025-01-01
person Yann joins Nord 2025-01-01
person Inès joins Nord 2025-01-01
Léa plays
Karim plays
Yann plays
Nadia dares elimination value revenue 2026-01-12..2026-01-25 rounds 2 leave 1 between Nord as Les manches
Nadia proclaims Les manches
Léa takes-up Les manches
Karim takes-up Les manches
Yann takes-up Les manches
Nadia dares mountain value revenue 2026-01-12..2026-01-25 target 2000 between Nord as Le sommet
Nadia proclaims Le sommet
Léa takes-up Le sommet
Inès takes-up Le sommet
expect refused game.not_playing
2026-01-12 crm a1 Léa 500 EUR
2026-01-13 crm a2 Karim 300 EUR
2026-01-14 crm a3 Yann 200 EUR
on 2026-01-20
2026-01-20 crm a4 Karim 900 EUR
game Karim sides is 1 Karim 900, 2 Léa 0 of Les manches
game Yann sides is 1 Karim 900, 2 Léa 0, left Yann of Les manches
game Léa sides is 1 Nord 95% of Le sommet
2026-01-21 crm a5 Inès 100 EUR
on 2026-01-26
games are played
play Karim badges is elimination
play Léa badges is mountain
cancel crm a5
games are played
play Léa back is mountain
