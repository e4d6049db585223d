# A fiscal year that begins in July 2026 is 2027, and its first quarter runs from July to September.
company Alpina fiscal july
person Léa joins Alpina 2025-01-01
goal Léa revenue 1000 EUR 2027-Q1
on 2026-08-03
2026-06-30 crm avant Léa 100 EUR
2026-07-01 crm premier Léa 200 EUR
2026-09-30 crm dernier Léa 300 EUR
2026-10-01 crm apres Léa 400 EUR
on 2026-10-15
expect goal Léa attained 50%
expect goal Léa status missed
expect revenue of Léa in 2027-Q1 500 EUR
expect revenue of Léa in 2026-Q4 100 EUR
expect revenue of Léa in 2027-Q2 400 EUR
expect revenue of Léa in 2027 900 EUR
