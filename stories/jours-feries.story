# On a public holiday nothing is expected: May 2026 has 21 working days, less the 1st, the 8th, Ascension (14) and Whit Monday (25).
company Alpina holidays fr
person Léa joins Alpina 2025-01-01
goal Léa revenue 17000 EUR 2026-05
on 2026-05-08
expect goal Léa expected 4000 EUR
on 2026-05-31
expect goal Léa expected 17000 EUR
expect goal Léa status running
