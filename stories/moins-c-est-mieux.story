# Complaints must come down from 40 to 20: at 30 half the way is done, and exactly at 20 it is reached.
company Alpina
team Nord in Alpina
person Léa joins Nord 2026-01-01
metric delai latest of jours in days lower is better where kind == "mesure"
goal Nord delai 20 2026-Q1 from 40 as avec-depart
goal Nord delai 20 2026-Q1 as sans-depart
2026-01-20 suivi m1 Léa is mesure jours=30
on 2026-02-02
expect goal avec-depart attained 50%
expect goal sans-depart attained 30
2026-03-20 suivi m2 Léa is mesure jours=20
on 2026-04-01
expect goal avec-depart status attained
expect goal sans-depart status attained
2026-03-21 suivi m3 Léa is mesure jours=20.0001
expect goal avec-depart status missed
expect goal sans-depart status missed
