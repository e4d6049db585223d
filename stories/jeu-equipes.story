# Team against team: of five people present at least, by those who opted in, as a share of their own objectives. The dry run is its maker's alone.
company Alpina
team Nord in Alpina
team Sud in Alpina
team Est in Alpina
person Nadia joins Nord 2025-01-01 as manager
team Nord in Alpina led by Nadia
person Léa joins Nord 2025-01-01
person Karim joins Nord 2025-01-01
person Yann joins Nord 2025-01-01
person Inès joins Nord 2025-01-01
person Paul joins Sud 2025-01-01
person Hugo joins Sud 2025-01-01
person Fatou joins Sud 2025-01-01
person Sofia joins Sud 2025-01-01
person Maya joins Sud 2025-01-01
person Seul joins Est 2025-01-01
Léa plays
Karim plays
Yann plays
Paul plays
Hugo plays
Fatou plays
2026-01-05 crm a1 Léa 1000 EUR
2026-01-05 crm a2 Paul 400 EUR
on 2026-01-12
Léa dares teams value revenue 2026-01-19..2026-01-23 between Nord,Sud as La traversée
expect refused access.forbidden
Nadia dares teams value revenue 2026-01-19..2026-01-23 between Nord,Est as La traversée
expect refused game.team_small
Nadia dares teams value revenue 2026-01-19..2026-01-25 between Nord,Sud as La traversée
game Nadia dry is 1 Nord 333.3333, 2 Sud 133.3333 of La traversée
game Léa status is hidden of La traversée
Nadia proclaims La traversée
Léa takes-up La traversée
Karim takes-up La traversée
Paul takes-up La traversée theme valley
Hugo takes-up La traversée theme valley
Fatou takes-up La traversée
on 2026-01-20
2026-01-19 crm b1 Léa 900 EUR
2026-01-19 crm b2 Inès 9000 EUR
2026-01-20 crm b3 Paul 300 EUR
game Hugo sides is 1 Sud 100, - Nord of La traversée
Yann takes-up La traversée
game Hugo sides is 1 Nord 300, 2 Sud 100 of La traversée
game Hugo theme is valley of La traversée
on 2026-01-26
games are played
play Yann badges is teams
play Hugo badges is nothing
play Inès badges is nothing
