# A duel begins once both said yes, on each one's own share; a third is a third: it may end level. A cancelled sale takes the badge back, kindly.
company Alpina
team Nord in Alpina
person Léa joins Nord 2026-01-01
person Karim joins Nord 2026-01-01
person Yann joins Nord 2026-01-01
goal Léa revenue 31000 EUR 2026-01
goal Karim revenue 62000 EUR 2026-01
Léa dares duel own_share revenue 2026-01-12..2026-01-16 with Karim as Deux en cordée
expect refused game.not_playing
Léa plays
Léa dares duel own_share revenue 2026-01-12..2026-01-16 with Karim as Deux en cordée
expect refused game.opponent
Karim plays
Yann plays
Léa dares duel own_share revenue 2026-01-12..2026-01-16 with Karim as Deux en cordée
game Karim status is hidden of Deux en cordée
Léa proclaims Deux en cordée
game Karim status is announced of Deux en cordée
game Yann status is hidden of Deux en cordée
Karim takes-up Deux en cordée theme ridge
game Léa theme is ridge of Deux en cordée
on 2026-01-13
2026-01-13 crm v1 Léa 3000 EUR
2026-01-13 crm v2 Karim 6000 EUR
game Léa status is running of Deux en cordée
on 2026-01-17
game Léa level is true of Deux en cordée
games are played
games are played
play Léa badges is duel
play Karim badges is duel
cancel crm v2
game Léa won is Léa of Deux en cordée
games are played
play Karim badges is nothing
play Karim back is duel
play Léa badges is duel
2026-01-14 crm v3 Karim 6000 EUR
games are played
play Karim badges is duel
play Karim back is nothing
Karim stops-playing
play Karim badges is nothing
on 2026-02-17
games are played
Karim plays
play Karim badges is nothing
