# A metric counts the past too, and changing it counts the past again before anyone sees it.
company Alpina
team Nord in Alpina
person Léa joins Nord 2026-01-01
2026-01-12 crm v1 Léa 1000 EUR produit=Skis
2026-01-13 crm v2 Léa 300 EUR produit=Cordes
metric phare sum of amount in EUR where produit == "Skis"
goal Nord phare 2000 EUR 2026-01
expect phare of Nord in 2026-01 1000 EUR
metric phare sum of amount in EUR where produit == "Skis" || produit == "Cordes"
expect phare of Nord in 2026-01 1300 EUR
expect phare of Léa in 2026-01 1300 EUR
2026-01-14 crm v3 Léa 200 EUR produit=Cordes
on 2026-02-01
expect goal Nord attained 1500 EUR
metric phare count where produit == "Cordes"
expect phare of Nord in 2026-01 2
metric phare count where produit ==
expect refused filter.ends_early
expect phare of Nord in 2026-01 2
