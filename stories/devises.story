# A sale in Swiss francs counts in euros at the rate of its day, which is then fixed.
company Alpina
person Léa joins Alpina 2026-01-01
2026-01-12 crm v1 Léa 1000 CHF
expect refused result.rate_missing
rate CHF 1.05 from 2026-01-01
rate CHF 1.1 from 2026-02-01
2026-01-12 crm v1 Léa 1000 CHF
2026-02-12 crm v2 Léa 1000 CHF
expect revenue of Léa in 2026-01 1050 EUR
expect revenue of Léa in 2026-02 1100 EUR
rate CHF 2 from 2026-01-01
expect revenue of Léa in 2026-01 1050 EUR
2026-01-12 crm v1 Léa 1000 CHF
expect duplicate
2026-01-12 crm v1 Léa 1001 CHF
expect corrected
expect revenue of Léa in 2026-01 2002 EUR
# An export says the rate that was fixed; coming from there, a result keeps it.
import resultats
  ref;date;type;personne;montant;devise;taux_de_change
  v3;12/03/2026;deal_won;Léa;1000;CHF;1,25
  v4;13/03/2026;deal_won;Léa;1000;CHF;
expect revenue of Léa in 2026-03 2350 EUR
