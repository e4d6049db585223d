# Léa proposes a paid objective, Marc counters with his reason, they go back and forth once, and he gives the cause when he agrees.
company Alpina
team Nord in Alpina
person Marc joins Nord 2026-01-01 as manager
team Nord led by Marc
person Léa joins Nord 2026-01-01
person Karim joins Nord 2026-01-01
Léa proposes revenue 50000 EUR 2026-Q2 as prime paid
Léa agrees to prime
expect refused goal.not_your_turn
Marc counters prime 60000 EUR because deux comptes nous arrivent en avril
expect goal prime status countered
Marc agrees to prime
expect refused goal.not_your_turn
Léa counters prime 55000 EUR because le salon prend un mois
Marc agrees to prime because deux comptes arrivent, et Karim vient en renfort
expect goal prime status published
expect goal prime target 55000 EUR
# What binds her was put before her. Her disagreement stays, and nothing waits for it.
Léa contests prime because les deux comptes ne sont pas signés
expect talk prime as Léa reply is disagrees
expect talk prime as Marc notes is 1
expect goal prime status published
# In mid-period what pays does not go up, goes down for a cause of the list, and the story keeps every version.
on 2026-05-04
Marc revises prime 58000 EUR cause agreed because un de plus
expect refused goal.raise_refused
Marc revises prime 48000 EUR because un compte est parti
expect refused goal.cause_missing
Marc revises prime 48000 EUR cause scope because un compte est parti
expect goal prime target 48000 EUR
