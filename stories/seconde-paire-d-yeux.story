# Where the organisation asks for it, a second person approves a paid objective that a proof misses. Nobody waits for somebody who does not exist.
company Alpina
team Nord in Alpina
person Ada joins Alpina 2026-01-01 as admin
person Léa joins Nord 2026-01-01
Ada wants a second look
# Alone, Ada is not left waiting.
Ada sets revenue 60000 EUR 2026-Q2 for Léa as seule paid because premier trimestre de Léa
expect goal seule status published
person Marc joins Nord 2026-01-01 as manager
team Nord led by Marc
Marc sets revenue 70000 EUR 2026-Q3 for Léa as prime paid because deux comptes arrivent
expect refused goal.second_look_missing
Léa proposes revenue 65000 EUR 2026-Q3 as prime paid
Marc agrees to prime because deux comptes arrivent
expect goal prime status agreed
Léa approves prime
expect refused access.forbidden
Marc approves prime
expect refused goal.not_your_turn
Ada approves prime because vu ensemble
expect goal prime status published
