# The amount was wrong, then the day, then the person: the former is taken back on its own day each time.
company Alpina
team Nord in Alpina
team Sud in Alpina
person Léa joins Nord 2026-01-01
person Sofia joins Sud 2026-01-01
2026-01-12 crm v1 Léa 1000 EUR
2026-01-12 crm v1 Léa 1200 EUR
expect corrected
expect revenue of Nord in 2026-01 1200 EUR
2026-02-02 crm v1 Léa 1200 EUR
expect revenue of Nord in 2026-01 0 EUR
expect revenue of Nord in 2026-02 1200 EUR
2026-02-02 crm v1 Sofia 1200 EUR
expect revenue of Nord in 2026-02 0 EUR
expect revenue of Sud in 2026-02 1200 EUR
expect deals of Alpina in 2026-Q1 1
