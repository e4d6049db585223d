# A sale cancelled after the award takes back what it gave: another line beside it, never a correction of the first.
company Alpina
team Nord in Alpina
person Marc joins Nord 2025-01-01 as manager
team Nord led by Marc
person Hana joins Alpina 2025-01-01 as hr
person Léa joins Nord 2025-01-01
goal Léa revenue 1000 EUR 2026-01 as lea paid
rule prime for Léa 2026-01
  each 500
  part own revenue straight
Marc announces prime
2026-01-12 crm v1 Léa 700 EUR
2026-01-14 crm v2 Léa 300 EUR
on 2026-02-02
Marc closes lea
awards are granted
award Léa prime first is 500 EUR
Marc approves-award prime of Léa
Hana pays 1
on 2026-02-20
cancel crm v2 on 2026-01-31
awards are granted
award Léa prime count is 2
award Léa prime first is 500 EUR
award Léa prime last is -150 EUR
award Léa prime cause is late
award Léa prime state is waiting
# It comes back: so does the rest. The closed figure of the objective has not moved.
2026-01-20 crm v5 Léa 300 EUR
awards are granted
award Léa prime count is 3
award Léa prime last is 150 EUR
award Léa prime total is 500 EUR
expect goal lea attained 1000 EUR
Hana approves-award prime of Léa
Hana pays 2
Hana pays 0
expect refused award.nothing_to_export
