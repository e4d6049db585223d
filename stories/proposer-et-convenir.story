# Léa proposes, Marc counters, she agrees: both versions are kept, and only then is it binding.
company Alpina
team Nord in Alpina
person Marc joins Nord 2026-01-01 as manager
team Nord led by Marc
person Léa joins Nord 2026-01-01
person Karim joins Nord 2026-01-01
Léa proposes revenue 50000 EUR 2026-Q1 paid
expect goal Léa status proposed
Karim agrees to Léa
expect refused not_found
Marc counters Léa 60000 EUR
expect goal Léa status countered
expect goal Léa target 60000 EUR
Léa counters Léa 55000 EUR
expect goal Léa status proposed
Marc agrees to Léa
expect goal Léa status agreed
# Pay depends on it, its period has begun and nothing of the past proves it: Marc says why, once.
Marc publishes Léa
expect refused goal.late_cause_missing
Marc publishes Léa cause agreed because chiffre convenu ensemble, premier trimestre de Léa
expect goal Léa status running
expect goal Léa target 55000 EUR
expect goal Léa version 5
# An own objective that pays nothing needs nobody's word.
Karim sets deals 12 2026-Q1
expect goal Karim status running
Karim withdraws
expect goal Karim status cancelled
