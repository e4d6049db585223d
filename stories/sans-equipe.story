# Someone without a team yet brings to the company, and nothing is lost when a place is found.
company Alpina
team Nord in Alpina
person Yann
2026-01-12 crm v1 Yann 400 EUR
expect revenue of Yann in 2026-01 400 EUR
expect revenue of Nord in 2026-01 0 EUR
expect revenue of Alpina in 2026-01 400 EUR
Yann moves to Nord from 2026-01-10
expect revenue of Nord in 2026-01 400 EUR
expect revenue of Alpina in 2026-01 400 EUR
expect board revenue 2026-01 : 1 Yann 400
