# After an objective reached on evidence the person is shown what may follow. Nothing happens unless they take it.
company Alpina
team Nord in Alpina
person Marc joins Nord 2025-01-01 as manager
team Nord led by Marc
person Léa joins Nord 2024-01-01
goal Nord revenue 200000 EUR 2026-Q1
Léa sets revenue 50000 EUR 2026-Q1 as l1
expect next Léa : nothing
on 2026-02-11
2026-02-10 crm v1 Léa 60000 EUR
# 50 000 + 30 % of the 10 000 beyond
expect next Léa : higher_number 53000
expect next Marc : nothing
on 2026-04-01
expect next Léa : higher_number 53000
Marc takes next after l1
expect refused not_found
Léa takes next after l1 as l2
expect goal l2 target 53000 EUR
expect goal l2 status running
expect next Léa : nothing
# Taken twice, it is there once.
Léa takes next after l1 as l3
expect goal l3 target 53000 EUR
# What the team counts on is for two to agree.
goal Nord revenue 220000 EUR 2026-Q3 as n3
goal Léa deals 10 2026-Q2 as d1 under Nord
expect next Léa : nothing
