# What pay depends on and is made known after its first day says why; the next version keeps the former one, word for word.
company Alpina
team Nord in Alpina
person Marc joins Nord 2026-01-01 as manager
team Nord led by Marc
person Léa joins Nord 2026-01-01
goal Léa revenue 60000 EUR 2026-Q1 as prime paid
on 2026-01-20
Marc issues Léa 2026-Q1
expect refused letter.late_cause_missing
Marc issues Léa 2026-Q1 cause scope because le secteur a été redessiné en janvier
see letter Léa 2026-Q1 late is 19 days, Un secteur, un portefeuille, un prix ou des moyens changés par l’employeur
see letter Léa 2026-Q1 realism is true
on 2026-02-10
Marc revises prime 50000 EUR cause market because deux clients ferment
Marc issues Léa 2026-Q1 because la cible descend
see letter Léa 2026-Q1 version is 2
see letter Léa 2026-Q1 target is 50000
see letter Léa 2026-Q1 late is no
see letter Léa 2026-Q1 version 1 target is 60000
see letter Léa 2026-Q1 version 1 superseded is true
Léa accepts letter 2026-Q1 version 1
expect refused letter.superseded
Léa accepts letter 2026-Q1
see letter Léa 2026-Q1 answer is accepted
# A reason for being late is asked for where pay depends on it, and nowhere else.
person Karim joins Nord 2026-01-01
Karim sets deals 12 2026-Q1
Marc issues Karim 2026-Q1
see letter Karim 2026-Q1 late is no
see letter Karim 2026-Q1 law is none
see letter Karim 2026-Q1 realism is false
Marc issues Léa 2026-Q3
expect refused letter.objectives_missing
