# Copying the last period applies the printed rule to each, the same up and down.
company Alpina
team Nord in Alpina
person Marc joins Nord 2025-01-01 as manager
team Nord led by Marc
person Léa joins Nord 2024-01-01
person Karim joins Nord 2024-01-01
person Nina joins Nord 2024-01-01
goal Léa revenue 40000 EUR 2026-Q1 as l1
goal Karim revenue 40000 EUR 2026-Q1 as k1
2026-02-10 crm v1 Léa 60000 EUR
2026-02-10 crm v2 Karim 20000 EUR
on 2026-04-01
goal Nord revenue 120000 EUR 2026-Q2
Léa copies Nord revenue 2026-Q2
expect refused access.forbidden
Marc copies Nord revenue 2026-Q2
expect goal Léa target 46000 EUR
expect goal Karim target 34000 EUR
expect goal Léa status proposed
# Once more makes nothing twice.
Marc copies Nord revenue 2026-Q2
expect decide Léa awaiting : Léa
# A full-time number comes down to each person's time, never up.
Karim works 50%
Marc spreads Nord revenue 60000 EUR 2026-Q3
expect goal Karim target 30000 EUR
expect goal Léa target 60000 EUR
