# A milestone is celebrated once for each target, never again after a replay; what is cancelled is taken back; a new target starts anew.
company Alpina
team Nord in Alpina
person Léa joins Nord 2026-01-01
person Karim joins Nord 2026-01-01
goal Nord revenue 1000 EUR 2026-01 as nord
goal Léa revenue 1000 EUR 2026-01 as léa
Léa plays
2026-01-05 crm v1 Léa 600 EUR
games are played
games are played
play Léa milestones is 50%, 25%
celebrated Karim is Nord 50%
cancel crm v1
games are played
play Léa milestones is nothing
play Léa back is 50%, 25%
2026-01-05 crm v2 Léa 600 EUR
games are played
play Léa milestones is 50%, 25%
play Léa level is 1
goal Léa revenue 2000 EUR 2026-01 as léa
games are played
play Léa milestones is 50%, 25%, 25%
Léa stops-playing
play Léa in is false
on 2026-02-05
games are played
Léa plays
play Léa milestones is nothing
