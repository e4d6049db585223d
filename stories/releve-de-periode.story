# When a period is closed its figure stays, each line of it can be added up again, and what comes later stands beside it.
company Alpina
team Nord in Alpina
team Sud in Alpina
person Marc joins Nord 2025-01-01 as manager
team Nord led by Marc
person Léa joins Nord 2025-01-01
person Karim joins Nord 2025-01-01
person Ines joins Sud 2025-01-01
goal Nord revenue 10000 EUR 2026-01 as equipe
goal Léa revenue 1000 EUR 2026-01 as lea under equipe
2026-01-12 crm v1 Léa 700 EUR
2026-01-14 crm v2 Léa:60,Karim:40 500 EUR
2026-01-20 crm v3 Léa 300 EUR
2026-02-02 crm v4 Léa 5000 EUR
cancel crm v3 on 2026-01-28
on 2026-02-03
# Three results and one taken back: 700 + 300 + 300 - 300.
expect statement lea as Léa sum is 1000 EUR
expect statement lea as Léa lines is 4
expect goal lea attained 1000 EUR
expect statement lea as Marc sum is 1000 EUR
# Colleagues see the line above, not how a person made theirs.
expect statement lea as Karim absent
expect statement equipe as Karim sum is 1200 EUR
expect statement equipe as Ines absent
Marc closes lea
expect goal lea status attained
# Attained to the point: the next one starts from the same number.
expect statement lea as Marc next is 1000 EUR
# A sale found the day after does not change the outcome.
on 2026-02-04
cancel crm v1
2026-01-30 crm v5 Karim:75,Léa:25 400 EUR
expect goal lea status attained
expect goal lea attained 1000 EUR
expect statement lea as Léa sum is 1000 EUR
expect statement lea as Léa late is -600 EUR
expect statement lea as Léa lines is 6
Marc closes lea
expect refused goal.not_over
