# What a running rule pays by is not raised on the way, even if the objective itself does not say that pay depends on it.
company Alpina
team Nord in Alpina
person Marc joins Nord 2025-01-01 as manager
team Nord led by Marc
person Léa joins Nord 2025-01-01
goal Léa revenue 1000 EUR 2026-Q1 as lea
goal Léa deals 10 2026-Q1 as ventes
rule prime for Léa 2026-Q1
  each 500
  part own revenue straight
Marc announces prime
on 2026-02-02
Marc revises lea 1200 EUR because on peut plus
expect refused goal.raise_refused
Marc revises lea 900 EUR because le marché a tourné
expect refused goal.cause_missing
Marc revises lea 900 EUR cause market because le marché a tourné
expect goal lea target 900 EUR
Marc withdraws lea
expect refused goal.cancel_cause_missing
# The other one, which no rule looks at, stays free.
Marc revises ventes 12
expect goal ventes target 12
