# A project group follows what its members bring while they are in it; it takes nothing from the teams and adds nothing to the company.
company Alpina
team Nord in Alpina
team Sud in Alpina
group Salon
person Léa joins Nord 2026-01-01
person Sofia joins Sud 2026-01-01
Léa joins Salon from 2026-01-10 until 2026-01-20
Sofia joins Salon from 2026-01-10
2026-01-09 crm v1 Léa 1 EUR
2026-01-10 crm v2 Léa 10 EUR
2026-01-20 crm v3 Léa:50,Sofia:50 100 EUR
2026-01-21 crm v4 Léa 1000 EUR
goal Salon revenue 200 EUR 2026-01
on 2026-02-01
expect goal Salon attained 55%
expect revenue of Salon in 2026-01 110 EUR
expect revenue of Nord in 2026-01 1061 EUR
expect revenue of Sud in 2026-01 50 EUR
expect revenue of Alpina in 2026-01 1111 EUR
