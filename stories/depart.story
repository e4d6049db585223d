# Who leaves keeps what they brought; what they had sold before and is reported later still counts for their team.
company Alpina
team Nord in Alpina
person Léa joins Nord 2026-01-01
person Karim joins Nord 2026-01-01
2026-01-12 crm v1 Léa 500 EUR
Léa leaves 2026-01-31
on 2026-02-15
2026-01-30 crm v2 Léa 200 EUR
expect revenue of Nord in 2026-01 700 EUR
expect revenue of Léa in 2026-01 700 EUR
# The team's work is spread over who is there: of the 23+20+22 days of the quarter, Léa brings only those of January.
goal Nord revenue 42000 EUR 2026-02
on 2026-02-13
expect goal Nord expected 21000 EUR
