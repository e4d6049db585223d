# One ten-thousandth short is missed, even if every screen would round it to 100 %.
company Alpina
person Léa joins Alpina 2026-01-01
person Karim joins Alpina 2026-01-01
goal Léa revenue 100000 EUR 2026-01
goal Karim revenue 100000 EUR 2026-01
2026-01-30 crm v1 Léa 99999.9999 EUR
2026-01-31 crm v2 Karim 100000 EUR
on 2026-01-31
expect goal Léa attained 100%
expect goal Léa status running
expect goal Karim status running
on 2026-02-01
expect goal Léa status missed
expect goal Karim status attained
