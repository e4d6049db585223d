# A sale that arrives late counts on the day it was made, for the team of that day.
company Alpina
team Nord in Alpina
team Sud in Alpina
person Léa joins Nord 2026-01-01
goal Nord revenue 1000 EUR 2026-01
goal Sud revenue 1000 EUR 2026-01
Léa moves to Sud from 2026-02-01
on 2026-03-15
expect goal Nord status missed
2026-01-31 crm tardive Léa 1000 EUR
expect accepted
expect goal Nord status attained
expect goal Sud status missed
expect revenue of Sud in 2026-03 0 EUR
