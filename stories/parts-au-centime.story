# 100 euros between three people: nothing is lost and nothing invented.
company Alpina
team Nord in Alpina
person Léa joins Nord 2026-01-01
person Karim joins Nord 2026-01-01
person Sofia joins Nord 2026-01-01
goal Nord revenue 100 EUR 2026-Q1
cascade Nord to Léa:1 Karim:1 Sofia:1
expect goal Léa target 33.3334 EUR
expect goal Karim target 33.3333 EUR
expect goal Sofia target 33.3333 EUR
