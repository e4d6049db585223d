# Profit is typed by hand, for a team or the whole company, and counts for those above.
company Alpina
department Ouest in Alpina
team Nord in Ouest
person Léa joins Nord 2026-01-01
goal Nord profit 50000 EUR 2026-Q1
goal Alpina profit 100000 EUR 2026-Q1 tier strategic
on 2026-02-02
2026-01-31 main janvier team:Nord 20000 EUR is profit
2026-01-31 main siege team:Alpina 5000 EUR is profit
expect goal Nord attained 40%
expect goal Alpina attained 25%
expect profit of Ouest in 2026-01 20000 EUR
expect profit of Léa in 2026-01 0 EUR
expect revenue of Nord in 2026-01 0 EUR
