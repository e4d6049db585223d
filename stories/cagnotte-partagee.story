# What a team obtains together is shared to the cent: equally, by time present, by contribution; and it can wait for the last one.
company Alpina
team Nord in Alpina
person Marc joins Alpina 2025-01-01 as director
team Alpina led by Marc
person Léa joins Nord 2025-01-01
person Karim joins Nord 2025-01-01 works 50%
person Sofia joins Nord 2025-01-01
goal Nord revenue 1000 EUR 2026-01 as equipe
goal Léa revenue 600 EUR 2026-01 as lea
goal Karim revenue 100 EUR 2026-01 as karim
goal Sofia revenue 300 EUR 2026-01 as sofia
rule egale for Nord 2026-01
  pot 99 equal 100%
  part goal equipe straight
rule temps for Nord 2026-01
  pot 100 time 100%
  part goal equipe straight
rule apport for Nord 2026-01
  pot 100 contribution 100%
  part goal equipe straight
rule moitie for Nord 2026-01
  pot 99 equal 50% contribution 50%
  part goal equipe straight
rule ensemble for Nord 2026-01
  pot 100 equal 100% together 80% of revenue
  part goal equipe straight
Marc announces egale
Marc announces temps
Marc announces apport
Marc announces moitie
Marc announces ensemble
2026-01-12 crm v1 Léa 700 EUR
2026-01-14 crm v2 Karim 60 EUR
2026-01-15 crm v3 Sofia 240 EUR
on 2026-01-31
reward Léa egale pot is 99 EUR
reward Léa egale entitled is 33 EUR
reward Karim egale entitled is 33 EUR
reward Sofia egale entitled is 33 EUR
# Karim works half the time: two parts of five for the others.
reward Léa temps entitled is 40 EUR
reward Karim temps entitled is 20 EUR
reward Léa apport entitled is 70 EUR
reward Karim apport entitled is 6 EUR
reward Sofia apport entitled is 24 EUR
reward Sofia moitie entitled is 28.38 EUR
# Karim is at 60 % of his own: nobody is left under 80 %, so the pot waits, and nobody is told for whom.
reward Léa ensemble entitled is 0 EUR
2026-01-30 crm v4 Karim 20 EUR
reward Léa ensemble entitled is 34 EUR
