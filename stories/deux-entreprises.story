# Two companies in one house share nothing, not even when names and references are the same.
company Alpina
on 2026-01-20
person Léa joins Alpina 2026-01-01
goal Léa revenue 1000 EUR 2026-01
2026-01-12 crm v1 Léa 1000 EUR
company Boréale
person Léa joins Boréale 2026-01-01
goal Léa revenue 1000 EUR 2026-01
2026-01-12 crm v1 Léa 300 EUR
expect accepted
expect goal Léa attained 30%
person Sofia joins Boréale 2026-01-01
cancel crm v1
at Alpina
expect goal Léa attained 100%
expect revenue of Alpina in 2026-01 1000 EUR
2026-01-12 crm v2 Sofia 10 EUR
expect refused person.unknown
