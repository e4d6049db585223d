# One types one's own results and shares them with colleagues; a lead types the team's; nobody touches a stranger's.
company Alpina
team Nord in Alpina
team Sud in Alpina
person Marc joins Nord 2026-01-01 as manager
team Nord led by Marc
person Léa joins Nord 2026-01-01
person Sofia joins Sud 2026-01-01
2026-01-05 main r1 Léa 100 EUR by Léa
2026-01-05 main r2 Léa:50,Sofia:50 100 EUR by Léa
2026-01-05 main r3 Léa 100 EUR by Marc
2026-01-05 main r4 Sofia 100 EUR by Léa
expect refused access.not_found
2026-01-05 main r5 Sofia 100 EUR
cancel main r5 by Léa
expect refused access.not_found
expect revenue of Sofia in 2026-01 150 EUR
expect revenue of Léa in 2026-01 250 EUR
