# Léa has another idea of how to serve the team: another measure, towards the same common objective.
company Alpina
team Nord in Alpina
person Marc joins Nord 2026-01-01 as manager
team Nord led by Marc
person Léa joins Nord 2026-01-01
goal Nord revenue 300000 EUR 2026-Q2 as nord-t2
goal Léa calls 400 2026-Q2 as léa-appels under nord-t2
Léa offers new_customers 12 2026-Q2 instead léa-appels as léa-nouveaux
expect goal léa-nouveaux status proposed
expect goal léa-appels status published
Léa agrees to léa-nouveaux
expect refused goal.not_your_turn
Marc agrees to léa-nouveaux
expect goal léa-nouveaux status published
expect goal léa-appels status cancelled
