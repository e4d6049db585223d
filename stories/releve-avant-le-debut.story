# What both agreed is not raised by one of them, published or not: it goes before the other again.
company Alpina
team Nord in Alpina
person Marc joins Nord 2026-01-01 as manager
team Nord led by Marc
person Léa joins Nord 2026-01-01
Léa proposes revenue 50000 EUR 2026-Q2 as prime paid
Marc agrees to prime because deux comptes arrivent en avril
expect goal prime status published
Marc revises prime 65000 EUR
expect refused goal.change_reason_missing
Marc revises prime 65000 EUR because un troisième compte arrive en mai
expect goal prime status proposed
Marc agrees to prime
expect refused goal.not_your_turn
Léa counters prime 54000 EUR because le troisième n’a pas signé
Marc agrees to prime because le troisième compte viendra plus tard
expect goal prime status published
expect goal prime target 54000 EUR
# Once it runs, easing it is for who leads, with a cause and a reason; it is then called assigned, and « agreed » is not said alone.
on 2026-05-04
Marc revises prime 60000 EUR cause scope because un compte de plus au portefeuille
expect refused goal.raise_refused
Marc revises prime 48000 EUR cause agreed because nous en avons parlé hier
expect refused goal.cause_agreed_alone
Marc revises prime 48000 EUR cause scope because un compte est parti au Sud
expect goal prime target 48000 EUR
expect goal prime origin assigned
expect talk prime as Léa reason is un compte est parti au Sud
# By agreement: another in its place; this one stays in force until the answer.
Marc offers revenue 52000 EUR 2026-Q2 instead prime as suite
expect goal prime status running
expect goal suite status proposed
Léa agrees to suite
Marc publishes suite cause agreed because le compte est revenu chez nous
expect goal suite status running
expect goal prime status cancelled
