# The director proposes to Léa: her manager is of the director's side, and cannot agree in her place.
company Alpina
team Nord in Alpina
person Mathilde as director
person Marc joins Nord 2026-01-01 as manager
team Nord led by Marc
person Léa joins Nord 2026-01-01
Mathilde proposes revenue 60000 EUR 2026-Q2 for Léa as prime paid
expect talk prime as Léa turn is true
expect talk prime as Marc turn is false
expect talk prime as Léa spoke is Mathilde
Marc agrees to prime because elle suit deux gros comptes
expect refused goal.same_side
Marc counters prime 58000 EUR because un mois de salon en avril
expect talk prime as Léa spoke is Marc
Mathilde agrees to prime because elle suit deux gros comptes
expect refused goal.same_side
Léa agrees to prime
expect goal prime status agreed
expect goal prime origin agreed
Marc publishes prime because elle suit deux gros comptes
expect goal prime status published
# Without her word it may be given, with a reason, and is called so.
Mathilde proposes deals 12 2026-Q2 for Léa as affaires paid
Marc assigns affaires
expect refused goal.assign_reason_missing
Marc assigns affaires because oui
expect refused goal.reason_thin
Léa assigns affaires because je le veux vraiment bien
expect refused access.forbidden
Marc assigns affaires because tout le Nord en porte autant
expect goal affaires status published
expect goal affaires origin assigned
# A team's lead answers for it; whoever spoke last does not.
Mathilde proposes revenue 300000 EUR 2026-Q2 for Nord tier collective as nord-t2
Mathilde agrees to nord-t2
expect refused goal.not_your_turn
Marc agrees to nord-t2
expect goal nord-t2 status published
# A better title is no new word: Marc's does not make Léa's own terms agreed.
Léa proposes revenue 70000 EUR 2026-Q3 as été paid
Léa agrees to été
expect refused goal.not_your_turn
