# Equal results share a rank: 1, 2, 2, 4; who has none yet is there too, and a board counts people for their days in the team only.
company Alpina
team Nord in Alpina
team Sud in Alpina
person Léa joins Nord 2026-01-01
person Karim joins Nord 2026-01-01
person Sofia joins Sud 2026-01-01
person Yann joins Sud 2026-01-01
2026-01-05 crm v1 Karim 900 EUR
2026-01-05 crm v2 Léa 500 EUR
2026-01-06 crm v3 Sofia 500 EUR
expect board revenue 2026-01 : 1 Karim 900, 2 Léa 500, 2 Sofia 500, 4 Yann 0
expect board revenue 2026-01 by team : 1 Nord 1400, 2 Sud 500
Karim moves to Sud from 2026-01-10
2026-01-12 crm v4 Karim 50 EUR
expect board revenue 2026-01 under Nord : 1 Karim 900, 2 Léa 500
expect board revenue 2026-01 under Sud : 1 Sofia 500, 2 Karim 50, 3 Yann 0
goal Léa revenue 1000 EUR 2026-01
goal Sofia revenue 400 EUR 2026-01
expect board revenue 2026-01 by attainment : 1 Sofia 125%, 2 Léa 50%, - Karim nothing, - Yann nothing
