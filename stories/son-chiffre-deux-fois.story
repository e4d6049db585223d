# Every own number stays, in its order; zero counts as none; whoever prepared the number reads it.
company Alpina
team Nord in Alpina
person Marc joins Nord 2026-01-01 as manager
team Nord led by Marc
person Léa joins Nord 2026-01-01
person Karim joins Nord 2026-01-01
Marc asks Léa revenue 60000 EUR 2026-Q2 as léa-t2 paid
expect talk léa-t2 as Marc target is 60000
expect talk léa-t2 as Léa target is
Marc publishes léa-t2 because elle suit deux comptes
expect refused goal.target_missing
Léa bids léa-t2 52000 EUR
expect talk léa-t2 as Léa target is 60000
Léa bids léa-t2 59000 EUR
expect talk léa-t2 as Marc numbers is 52000 before, 59000 after
Marc asks Karim revenue 60000 EUR 2026-Q2 as karim-t2
Karim bids karim-t2 0 EUR
expect talk karim-t2 as Marc numbers is none before
expect goal karim-t2 status proposed
