# An import that placed someone cannot be taken back once they have been placed again: nothing would say where they belong.
company Alpina
team Nord in Alpina
team Sud in Alpina
team Est in Alpina
person Léa joins Nord 2026-01-01
2026-01-12 crm v1 Léa 100 EUR
2026-01-17 crm v2 Léa 20 EUR
2026-01-27 crm v3 Léa 3 EUR
import affectations
  personne;équipe;du;au
  Léa;Sud;10/01/2026;20/01/2026
expect revenue of Sud in 2026-01 120 EUR
Léa moves to Est from 2026-01-15 until 2026-01-25
expect revenue of Sud in 2026-01 100 EUR
undo import
expect refused import.still_needed
expect revenue of Nord in 2026-01 3 EUR
expect revenue of Sud in 2026-01 100 EUR
expect revenue of Est in 2026-01 20 EUR
# Taken back in order, everything is as it was.
company Boréale
team Nord in Boréale
team Sud in Boréale
person Léa joins Nord 2026-01-01
2026-01-12 crm v1 Léa 100 EUR
import affectations
  personne;équipe;du;au
  Léa;Sud;10/01/2026;20/01/2026
expect revenue of Nord in 2026-01 0 EUR
undo import
expect revenue of Nord in 2026-01 100 EUR
expect revenue of Sud in 2026-01 0 EUR
