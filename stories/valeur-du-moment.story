# Satisfaction is the latest measure, not a sum; progress is counted from where one began.
company Alpina
person Léa joins Alpina 2026-01-01
metric satisfaction latest of note in points where kind == "enquete"
goal Léa satisfaction 90 2026-Q1 from 70
on 2026-03-02
expect goal Léa attained 70
expect goal Léa attained 0%
2026-02-01 sondage s1 Léa is enquete note=80
expect goal Léa attained 50%
2026-03-01 sondage s3 Léa is enquete note=75
2026-02-15 sondage s2 Léa is enquete note=99
expect goal Léa attained 75
expect goal Léa attained 25%
cancel sondage s3
expect goal Léa attained 99
expect goal Léa attained 145%
