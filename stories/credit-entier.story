# A metric may give the whole sale to everyone who carried it: once per person, once per team, once for the company.
company Alpina
team Nord in Alpina
team Sud in Alpina
person Léa joins Nord 2026-01-01
person Karim joins Nord 2026-01-01
person Sofia joins Sud 2026-01-01
metric victoires sum of amount in EUR credit full where kind == "deal_won"
2026-01-12 crm v1 Léa:50,Karim:25,Sofia:25 1000 EUR
expect victoires of Léa in 2026-01 1000 EUR
expect victoires of Karim in 2026-01 1000 EUR
expect victoires of Sofia in 2026-01 1000 EUR
expect victoires of Nord in 2026-01 1000 EUR
expect victoires of Sud in 2026-01 1000 EUR
expect victoires of Alpina in 2026-01 1000 EUR
expect revenue of Nord in 2026-01 750 EUR
expect revenue of Sud in 2026-01 250 EUR
