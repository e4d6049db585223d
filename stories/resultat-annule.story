# A cancelled sale leaves its own day, or the day one says, always for those who had made it.
company Alpina
team Nord in Alpina
team Sud in Alpina
person Léa joins Nord 2026-01-01
2026-01-12 crm v1 Léa 1000 EUR
2026-01-13 crm v2 Léa 500 EUR
Léa moves to Sud from 2026-02-01
cancel crm v1
expect corrected
expect revenue of Nord in 2026-01 500 EUR
cancel crm v2 on 2026-02-10
expect revenue of Nord in 2026-01 500 EUR
expect revenue of Nord in 2026-02 -500 EUR
expect revenue of Sud in 2026-02 0 EUR
expect revenue of Nord in 2026-Q1 0 EUR
cancel crm v1
expect duplicate
cancel crm jamais-vue
expect refused result.nothing_to_cancel
# Back after all, with the content it had.
2026-01-12 crm v1 Léa 1000 EUR
expect corrected
expect revenue of Léa in 2026-01 1500 EUR
