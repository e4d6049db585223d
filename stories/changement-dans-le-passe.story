# The move was really on 10 January: correcting the past moves exactly the sales it touches.
company Alpina
department Est in Alpina
team Nord in Est
team Sud in Alpina
person Léa joins Nord 2026-01-01
person Karim joins Nord 2026-01-01
2026-01-05 crm v1 Léa 1000 EUR
2026-01-10 crm v2 Léa 200 EUR
2026-01-15 crm v3 Léa:50,Karim:50 300 EUR
2026-01-25 crm v4 Léa 40 EUR
goal Nord revenue 2000 EUR 2026-01
on 2026-02-01
expect goal Nord attained 1540 EUR
Léa moves to Sud from 2026-01-10 until 2026-01-20
expect revenue of Nord in 2026-01 1190 EUR
expect revenue of Est in 2026-01 1190 EUR
expect revenue of Sud in 2026-01 350 EUR
expect revenue of Alpina in 2026-01 1540 EUR
expect goal Nord attained 1190 EUR
expect verify clean
