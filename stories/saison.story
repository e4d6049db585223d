# Where December weighs twice as much, less is expected in October. The quarter has 22, 21 and 23 working days.
company Alpina
person Léa joins Alpina 2025-01-01
season december 200
goal Léa revenue 89000 EUR 2026-Q4
on 2026-10-31
expect goal Léa expected 22000 EUR
on 2026-12-31
expect goal Léa expected 89000 EUR
