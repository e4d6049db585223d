# Marc asks for their own numbers before he shares: they stand beside what he would ask.
company Alpina
team Nord in Alpina
person Marc joins Nord 2026-01-01 as manager
team Nord led by Marc
person Léa joins Nord 2026-01-01
person Karim joins Nord 2026-01-01
person Tom
goal Nord revenue 100000 EUR 2026-Q2 as nord
Marc shares nord among people by even
expect share nord as Marc own is plan.bottom_up.none
Léa bids nord 42000 EUR
Karim bids nord 50000 EUR
Tom bids nord 1 EUR
expect refused goal.bid_owner
expect share nord as Marc own is plan.bottom_up.less
Marc shares nord among people by even typed Léa:42000,Karim:50000
expect share nord as Marc own is plan.bottom_up.same
expect share nord as Marc left is 8000
