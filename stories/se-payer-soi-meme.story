# Nobody gives themselves an objective that pays: adding pay to one's own goes before those who lead.
company Alpina
team Nord in Alpina
person Mathilde as director
person Marc joins Nord 2026-01-01 as manager
team Nord led by Marc
person Léa joins Nord 2026-01-01
Léa sets revenue 40000 EUR 2026-Q1 as à-moi
expect goal à-moi status running
Léa revises à-moi 40000 EUR paid
expect refused goal.change_reason_missing
Léa revises à-moi 40000 EUR paid because le bonus
expect refused goal.reason_thin
Léa revises à-moi 40000 EUR paid because ce chiffre fait vivre mon secteur
expect goal à-moi status proposed
expect talk à-moi as Marc reason is ce chiffre fait vivre mon secteur
# No letter says it binds before it does.
Marc issues Léa 2026-Q1 cause scope
expect refused letter.objectives_missing
Léa agrees to à-moi
expect refused goal.not_your_turn
Léa publishes à-moi because je le voudrais bien
expect refused access.forbidden
Marc agrees to à-moi cause agreed because le secteur le permet cette année
expect goal à-moi status running
expect goal à-moi origin agreed
# Those who lead do not either, while there is somebody to ask.
Marc sets revenue 90000 EUR 2026-Q2 as marc-t2 paid because mon portefeuille double ce printemps
expect goal marc-t2 status proposed
Marc agrees to marc-t2
expect refused goal.not_your_turn
Mathilde agrees to marc-t2 because deux grands comptes arrivent
expect goal marc-t2 status published
Mathilde sets revenue 500000 EUR 2026-Q2 as mathilde-t2 paid because deux grands comptes arrivent
expect goal mathilde-t2 status published
