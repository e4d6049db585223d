# A sale shared by two teammates counts once for the team; across teams each level adds up exactly.
company Alpina
team Nord in Alpina
team Sud in Alpina
person Léa joins Nord 2026-01-01
person Karim joins Nord 2026-01-01
person Sofia joins Sud 2026-01-01
2026-01-12 crm v1 Léa:60,Karim:40 1000 EUR
2026-01-13 crm v2 Léa:33.34,Karim:33.33,Sofia:33.33 0.0001 EUR
expect revenue of Léa in 2026-01 600.0001 EUR
expect revenue of Karim in 2026-01 400 EUR
expect revenue of Nord in 2026-01 1000.0001 EUR
expect revenue of Sud in 2026-01 0 EUR
expect revenue of Alpina in 2026-01 1000.0001 EUR
expect deals of Léa in 2026-01 0.9334
expect deals of Nord in 2026-01 1.6667
expect deals of Sud in 2026-01 0.3333
expect deals of Alpina in 2026-01 2
2026-01-14 crm v3 Léa:60,Karim:30 1000 EUR
expect refused result.credits_sum
2026-01-14 crm v4 Léa:60,Léa:40 1000 EUR
expect refused result.credit_twice
2026-01-14 crm v5 Personne 1000 EUR
expect refused person.unknown
expect revenue of Alpina in 2026-01 1000.0001 EUR
