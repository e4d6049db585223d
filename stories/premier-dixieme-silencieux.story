# In the first tenth of a period nobody is told ahead or behind. January has 22 working days: two are under a tenth, three are not.
company Alpina
person Léa joins Alpina 2025-01-01
goal Léa revenue 22000 EUR 2026-01
on 2026-01-01
expect goal Léa pace silent
on 2026-01-02
expect goal Léa pace silent
on 2026-01-05
expect goal Léa pace behind
expect goal Léa expected 3000 EUR
2026-01-05 crm v1 Léa 2400 EUR
expect goal Léa pace watch
2026-01-05 crm v2 Léa 450 EUR
expect goal Léa pace on
2026-01-05 crm v3 Léa 300 EUR
expect goal Léa pace ahead
on 2026-02-01
expect goal Léa pace silent
