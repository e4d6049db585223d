# With versions the highest wins, in whatever order they arrive.
company Alpina
person Léa joins Alpina 2026-01-01
2026-01-12 crm v1 Léa 300 EUR version 3
2026-01-12 crm v1 Léa 100 EUR version 1
expect duplicate
expect revenue of Léa in 2026-01 300 EUR
2026-01-12 crm v1 Léa 500 EUR version 5
expect corrected
2026-01-12 crm v1 Léa 400 EUR version 4
expect duplicate
expect revenue of Léa in 2026-01 500 EUR
# A cancellation may overtake what it cancels.
cancel crm v2 version 2
expect accepted
2026-01-13 crm v2 Léa 70 EUR version 1
expect corrected
expect revenue of Léa in 2026-01 500 EUR
2026-01-13 crm v2 Léa 80 EUR version 3
expect revenue of Léa in 2026-01 580 EUR
