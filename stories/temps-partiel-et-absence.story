# What is expected by today follows who is there. January 2026 has 22 working days, the 1st included without public holidays.
company Alpina
team Nord in Alpina
person Léa joins Nord 2025-01-01
person Karim joins Nord 2025-01-01 works 60%
goal Léa revenue 22000 EUR 2026-01
goal Karim revenue 22000 EUR 2026-01
goal Nord revenue 44000 EUR 2026-01
on 2026-01-15
# 11 of 22 working days are over: half, whatever the working time.
expect goal Léa expected 11000 EUR
expect goal Karim expected 11000 EUR
expect goal Nord expected 22000 EUR
# Léa is away in the first week of work (5 days) : 6 of her 17 days are over.
Léa away 2026-01-05..2026-01-09
expect goal Léa expected 7764.7059 EUR
# The team: Léa 6 of 17, Karim 6.6 of 13.2.
expect goal Nord expected 18357.6159 EUR
# Half away counts half.
Karim away 2026-01-19..2026-01-30 50%
expect goal Karim expected 14235.2941 EUR
