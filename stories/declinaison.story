# A team's objective is shared out; the parts sum exactly, and each person agrees to theirs.
company Alpina
team Nord in Alpina
person Léa joins Nord 2026-01-01
person Karim joins Nord 2026-01-01
person Marc as director
goal Nord revenue 300000 EUR 2026-Q1 tier collective
cascade Nord to Léa:1 Karim:4
expect goal Léa target 60000 EUR
expect goal Karim target 240000 EUR
expect goal Léa status proposed
Léa agrees
expect goal Léa status running
on 2026-02-10
2026-02-10 hubspot deal-9 Léa 15000 EUR
expect goal Léa attained 25% behind
expect goal Nord attained 5% behind
# What Léa has agreed to is not changed behind her back.
cascade Nord to Léa:2 Karim:3
expect refused goal.part_agreed
