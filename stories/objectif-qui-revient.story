# An objective that comes back every month is written once; each period is prepared once.
company Alpina
team Nord in Alpina
person Marc joins Nord 2025-01-01 as manager
team Nord led by Marc
person Karim joins Nord 2024-01-01
Marc repeats Karim revenue 10000 EUR every month revision as mois
expect decide Marc due : mois 10000
Karim repeats Marc revenue 10000 EUR every month same as autre
expect refused access.not_found
Marc prepares mois 2026-01 as k1
expect goal k1 target 10000 EUR
expect goal k1 status proposed
Marc prepares mois 2026-01 as again
expect goal again target 10000 EUR
expect decide Marc due : nothing
Karim agrees to k1
2026-01-20 crm v1 Karim 14000 EUR
Marc prepares mois 2026-04 as far
expect refused template.too_early
on 2026-01-19
expect decide Marc due : mois 10000
# Not before the month is over does its result count: 10 000 + 30 % of 4 000.
on 2026-02-01
expect decide Marc due : mois 11200
Marc prepares mois 2026-02 as k2
expect goal k2 target 11200 EUR
