# Whoever has no objective of their own appears to the one who leads them, the very day, with a path ready.
company Alpina
team Nord in Alpina
person Marc joins Nord 2025-01-01 as manager
team Nord led by Marc
person Dora joins Alpina 2024-01-01 as director
team Alpina led by Dora
person Karim joins Nord 2024-01-01
goal Marc steps 2026-Q1 as m
step m premier
goal Dora steps 2026-Q1 as d
step d premier
goal Nord revenue 90000 EUR 2026-Q1
goal Karim revenue 60000 EUR 2026-Q1 under Nord
expect decide Marc floating : nothing
# Léa arrives on a Monday.
on 2026-01-12
person Léa joins Nord 2026-01-12
expect decide Marc floating : Léa started
expect decide Karim floating : nothing
# Those above see her too after a week.
expect decide Dora floating : nothing
on 2026-01-19
expect decide Dora floating : Léa started
# First weeks: learning first, then a number that grows with the ramp.
expect pack Léa as Marc : outcome.team=23300, rep.calls, rep.offers, rep.shadow
Karim sends pack to Léa
expect refused access.not_found
Marc sends pack to Léa
expect decide Marc floating : nothing
# Sent twice is sent once.
Marc sends pack to Léa
expect decide Léa awaiting : Léa, Léa, Léa, Léa
expect decide Marc awaiting : nothing
