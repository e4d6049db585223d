# One rule, person and team: 60 % on one's own revenue, 40 % on the team's, and nothing at all while satisfaction is under its target.
company Alpina
team Nord in Alpina
person Marc joins Nord 2025-01-01 as manager
team Nord led by Marc
person Léa joins Nord 2025-01-01
person Karim joins Nord 2025-01-01
person Hana joins Alpina 2025-01-01 as hr
metric csat latest of amount in count where kind == "survey"
goal Nord revenue 3000 EUR 2026-01 as equipe
goal Nord csat 80 2026-01 as avis
goal Léa revenue 1000 EUR 2026-01 as lea under equipe paid
goal Karim revenue 2000 EUR 2026-01 as karim under equipe paid
rule prime for Nord 2026-01 by Marc
  gate goal avis
  each 1000
  part 60% own revenue straight from 50%
  part 40% goal equipe straight
Marc announces prime
2026-01-12 crm v1 Léa 900 EUR
2026-01-14 crm v2 Karim 1500 EUR
2026-01-15 crm avis1 team:Nord 70 is survey
on 2026-01-20
# The gate is shut.
reward Léa prime entitled is 0 EUR
2026-01-18 crm avis2 team:Nord 85 is survey
# Léa: 90 % is 80 % of the way from 50 % to 100 %: 600 x 80 % + 400 x 80 % (2,400 of 3,000).
reward Léa prime entitled is 800 EUR
# Karim: 75 % is half of the way: 600 x 50 % + 400 x 80 %.
reward Karim prime entitled is 620 EUR
reward Léa prime possible is 1000 EUR
# 100 euros more bring Léa to 100 %: 600, and the team to 2,500 of 3,000: 333.33.
tried Léa 100 prime is 933.33 EUR
tried Léa 100 equipe is 2500 EUR
tried Léa 100 lea is 1000 EUR
# Her direct manager and those who pay may read it; a colleague may not.
reward Léa prime entitled is 800 EUR as Marc
reward Léa prime entitled is 800 EUR as Hana
reward Léa prime entitled is 800 EUR as Karim
expect refused access.forbidden
# Nothing was written by trying.
reward Léa prime entitled is 800 EUR
expect goal lea attained 900 EUR
# Not before everything is closed.
on 2026-02-03
awards are granted
award Léa prime count is 0
Marc closes lea
Marc closes karim
Marc closes avis
awards are granted
award Léa prime count is 0
Marc closes equipe
awards are granted
awards are granted
award Léa prime count is 1
award Léa prime total is 800 EUR
award Karim prime total is 620 EUR
# Marc, in the team too, has no objective of his own: his part of the team's is what he has.
award Marc prime total is 320 EUR
