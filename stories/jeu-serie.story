# A streak counts one's own working days: weekends, leave and two chosen days a month never break it.
company Alpina
team Nord in Alpina
person Léa joins Nord 2025-01-01
Léa plays
2026-01-05 crm v1 Léa 100 EUR
on 2026-01-06
2026-01-06 crm v2 Léa 100 EUR
play Léa streak is 2
Léa away 2026-01-07..2026-01-08
on 2026-01-09
play Léa streak is 2
2026-01-09 crm v3 Léa 100 EUR
play Léa streak is 3
on 2026-01-13
play Léa streak is 0
Léa rests-on 2026-01-12
play Léa streak is 3
Léa rests-on 2026-01-14
Léa rests-on 2026-01-15
expect refused game.rest_month
2026-01-13 crm v4 Léa 100 EUR
on 2026-01-15
2026-01-15 crm v5 Léa 100 EUR
play Léa streak is 5
Léa dares solo improvement revenue 2026-01-19..2026-01-20 as Mieux que moi
Léa proclaims Mieux que moi
on 2026-01-20
2026-01-20 crm v6 Léa 150 EUR
game Léa sides is 1 Léa 150% of Mieux que moi
on 2026-01-21
games are played
play Léa badges is solo
