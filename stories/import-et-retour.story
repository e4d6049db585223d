# A whole file or nothing; a trial changes nothing; an import can be taken back.
company Alpina
import equipes
  clé;nom;parent
  Nord;Équipe Nord;Alpina
import personnes
  clé;nom;équipe;entrée
  Léa;Léa Martin;Nord;01/01/2026
  Karim;Karim Benali;Nord;01/01/2026
2026-01-05 crm v1 Léa 100 EUR
try import resultats
  ref;source;date;type;personne;montant
  v2;crm;12/01/2026;deal_won;Karim;1 234,50 €
expect revenue of Nord in 2026-01 100 EUR
import resultats
  ref;source;date;type;personne;montant
  v1;crm;05/01/2026;deal_won;Léa;150
  v2;crm;12/01/2026;deal_won;Karim;1 234,50 €
expect revenue of Nord in 2026-01 1384.5 EUR
undo import
expect revenue of Nord in 2026-01 100 EUR
expect revenue of Léa in 2026-01 100 EUR
undo import
expect refused import.undone
import resultats
  ref;source;date;type;personne;montant
  v3;crm;12/01/2026;deal_won;Karim;10
  v4;crm;12/01/2026;deal_won;Inconnue;10
expect refused person.unknown
expect revenue of Nord in 2026-01 100 EUR
# What was taken back may come again.
import resultats
  ref;source;date;type;personne;montant
  v2;crm;12/01/2026;deal_won;Karim;1 234,50 €
expect revenue of Nord in 2026-01 1334.5 EUR
# What somebody took back since stays taken back.
import resultats
  ref;source;date;type;personne;montant
  v1;crm;05/01/2026;deal_won;Léa;170
cancel crm v1
undo import
expect revenue of Léa in 2026-01 0 EUR
