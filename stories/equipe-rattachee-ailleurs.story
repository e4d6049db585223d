# A team that now hangs elsewhere takes all its past with it; the company's total does not move.
company Alpina
department Ouest in Alpina
department Est in Alpina
team Nord in Ouest
person Léa joins Nord 2026-01-01
2026-01-12 crm v1 Léa 700 EUR
expect revenue of Ouest in 2026 700 EUR
expect revenue of Est in 2026 0 EUR
team Nord in Est
expect revenue of Ouest in 2026 0 EUR
expect revenue of Est in 2026 700 EUR
expect revenue of Alpina in 2026 700 EUR
# A tree is a tree.
team Ouest in Nord
team Nord in Ouest
expect refused org.team_cycle
