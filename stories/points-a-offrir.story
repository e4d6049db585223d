# A common success: everyone there takes part as they chose to show, and has the same points to give to others, where the company wants that.
company Alpina
team Nord in Alpina
team Sud in Alpina
person Karim joins Nord 2026-01-01 as manager
team Nord in Alpina led by Karim
person Léa joins Nord 2026-01-01
person Tom joins Nord 2026-01-01
person Inès joins Sud 2026-01-01
goal Nord revenue 1000 EUR 2026-Q1 as nord-t1
2026-01-12 crm v1 Léa 600 EUR helped by Tom
points open
recognised Léa reached of Nord is nothing
2026-01-13 crm v2 Tom 500 EUR
on 2026-01-14
points open
recognised Léa people of Nord is Karim 0, Léa 600, Tom 500
recognised Léa helpers of Nord is Tom
# Off unless the company turns it on.
recognised Léa left of Nord is not there
points 10 days 5
points open
points open
recognised Léa left of Nord is 10
recognised Inès left of Nord is not there
Léa gives 6 to Tom on nord-t1
Léa gives 6 to Tom on nord-t1
recognised Léa left of Nord is 4
recognised Tom points is 6 from Léa
recognised Karim points is nothing
Léa gives 1 to Léa on nord-t1
expect refused thanks.self
Léa gives 5 to Karim on nord-t1
expect refused points.too_many
Léa gives 2 to Tom on nord-t1
expect refused points.taken_back
Léa gives 1 to Inès on nord-t1
expect refused points.not_there
Inès gives 1 to Léa on nord-t1
expect refused points.not_there
on 2026-01-20
Léa gives 4 to Karim on nord-t1
expect refused points.over_time
recognised Léa left of Nord is 0
