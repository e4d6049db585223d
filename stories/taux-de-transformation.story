# A ratio adds up numerators and denominators, and is decided by exact comparison: 2 of 3 is not 66.67 %.
company Alpina
team Nord in Alpina
person Léa joins Nord 2026-01-01
person Karim joins Nord 2026-01-01
goal Nord win_rate 66.67 points 2026-01
goal Léa win_rate 66 points 2026-01
goal Karim win_rate 10 points 2026-01
2026-01-06 crm a Léa 100 EUR
2026-01-07 crm b Léa 100 EUR
2026-01-08 crm c Léa is deal_lost
on 2026-02-01
expect goal Nord attained 66.6667
expect goal Nord attained 100%
expect goal Nord status missed
expect goal Léa status attained
# Without a single deal there is nothing to say.
expect goal Karim attained nothing
expect goal Karim status missed
expect win_rate of Léa in 2026-01 66.6667
