# Marc prepares a number, and asks Léa for hers before she sees it. Both stay side by side; they then agree.
company Alpina
team Nord in Alpina
person Marc joins Nord 2026-01-01 as manager
team Nord led by Marc
person Léa joins Nord 2026-01-01
person Karim joins Nord 2026-01-01
Marc asks Léa revenue 60000 EUR 2026-Q2 as léa-t2
expect goal léa-t2 status draft
expect talk léa-t2 as Léa target is
expect talk léa-t2 as Marc target is 60000
Karim bids léa-t2 1 EUR
expect refused not_found
Léa agrees to léa-t2
expect refused goal.transition_refused
Léa bids léa-t2 52000 EUR
expect goal léa-t2 status proposed
expect goal léa-t2 target 60000 EUR
expect talk léa-t2 as Marc bids is 1
expect talk léa-t2 as Léa bids is 1
# It is Marc's proposal: he cannot agree to it himself.
Marc agrees to léa-t2
expect refused goal.not_your_turn
Léa counters léa-t2 55000 EUR because un mois de salon sans rendez-vous
Marc agrees to léa-t2
expect goal léa-t2 status published
expect goal léa-t2 target 55000 EUR
# What became binding was put before her: opened is not read, read is not agreed.
expect talk léa-t2 as Léa reply is
Léa reads léa-t2
expect talk léa-t2 as Léa reply is read
Léa contests léa-t2 because le secteur a changé
expect talk léa-t2 as Léa reply is disagrees
expect talk léa-t2 as Léa notes is 1
Karim notes léa-t2 comment because bravo
expect refused not_found
Marc notes léa-t2 support because un binôme avec Karim en avril
expect talk léa-t2 as Léa notes is 2
