# A forecast is for the person and who leads them most closely, and for a team its own. It is kept once a day, and told how it ended.
company Alpina
team Nord in Alpina
person Karim joins Nord 2025-01-01 as manager
team Nord in Alpina led by Karim
person Léa joins Nord 2025-01-01
person Thomas joins Nord 2025-01-01
deals Léa won 8 lost 0 in a 2025-10
deals Léa won 10 lost 0 in b 2025-11
deals Léa won 9 lost 0 in c 2025-12
deals Thomas won 4 lost 0 in d 2025-11
goal Léa revenue 900 2026-01
goal Nord revenue 1200 2026-01
goal Karim calls 40 2026-01
on 2026-01-12
deals Léa won 6 lost 0 in e 2026-01-05..2026-01-10
foresee Léa Léa shown is true
foresee Karim Léa shown is true
foresee Thomas Léa shown is nothing
foresee Thomas Nord shown is true
# Nothing is known of calls: the range only, and no number.
foresee Karim Karim shown is false
forecasts are issued
forecasts are issued
foresee Léa Léa kept is 1
foresee Karim Karim kept is 0
deals Léa won 3 lost 0 in f 2026-01-10..2026-01-12
foresee Léa Léa chance is 100
on 2026-01-13
forecasts are issued
foresee Léa Léa kept is 2
on 2026-02-02
forecasts are issued
foresee Léa Léa decided is 2
foresee Léa Nord goals is 2
