# From her move on, Léa's sales count for her new team; what she brought before stays where it was.
company Alpina
team Nord in Alpina
team Sud in Alpina
person Léa joins Nord 2026-01-01
2026-01-20 crm v1 Léa 1000 EUR
Léa moves to Sud from 2026-02-01
2026-02-20 crm v2 Léa 500 EUR
expect revenue of Nord in 2026-Q1 1000 EUR
expect revenue of Sud in 2026-Q1 500 EUR
expect revenue of Léa in 2026-Q1 1500 EUR
expect revenue of Alpina in 2026-Q1 1500 EUR
