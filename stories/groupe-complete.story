# Rows of a group add days and never take any away; the same first day again changes that row.
company Alpina
group Salon
person Léa joins Alpina 2026-01-01
2026-01-05 crm v1 Léa 1 EUR
2026-01-12 crm v2 Léa 10 EUR
2026-01-25 crm v3 Léa 100 EUR
Léa joins Salon from 2026-01-01
expect revenue of Salon in 2026-01 111 EUR
Léa joins Salon from 2026-01-10 until 2026-01-20
expect revenue of Salon in 2026-01 111 EUR
Léa joins Salon from 2026-01-01 until 2026-01-20
expect revenue of Salon in 2026-01 11 EUR
Léa joins Salon from 2026-01-15 until 2026-01-31
expect revenue of Salon in 2026-01 111 EUR
