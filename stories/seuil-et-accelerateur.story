# Nothing up to the threshold, all of it at 100 %, faster beyond; or by tiers, each under its own name.
company Alpina
team Nord in Alpina
person Marc joins Nord 2025-01-01 as manager
team Nord led by Marc
person Léa joins Nord 2025-01-01
goal Léa revenue 1000 EUR 2026-01 as lea paid
rule droite for Léa 2026-01
  each 1000
  part own revenue straight from 80% beyond 150% cap 130%
rule tranches for Léa 2026-01
  each 1000
  part own revenue marginal 0:100 100:140
rule commission for Léa 2026-01
  each
  part own revenue rate 2.5
Marc announces droite
Marc announces tranches
Marc announces commission
on 2026-01-20
2026-01-12 crm v1 Léa 800 EUR
reward Léa droite entitled is 0 EUR
reward Léa tranches entitled is 800 EUR
reward Léa commission entitled is 20 EUR
# To the next bound: 200 EUR, which bring the whole base.
reward Léa droite need is 200 EUR
reward Léa droite brings is 1000 EUR
2026-01-13 crm v2 Léa 200 EUR
reward Léa droite entitled is 1000 EUR
2026-01-14 crm v3 Léa 100 EUR
reward Léa droite entitled is 1150 EUR
reward Léa tranches entitled is 1140 EUR
reward Léa commission entitled is 27.50 EUR
2026-01-15 crm v4 Léa 900 EUR
reward Léa droite entitled is 1300 EUR
