# Losing the last objective, or taking up another role, makes somebody float like a newcomer.
company Alpina
team Nord in Alpina
person Marc joins Nord 2025-01-01 as manager
team Nord led by Marc
goal Nord revenue 90000 EUR 2026-Q1
person Karim joins Nord 2024-01-01
goal Karim revenue 60000 EUR 2026-01
on 2026-01-31
expect decide Marc floating : nothing
on 2026-02-01
expect decide Marc floating : Karim lost
expect decide Marc over : Karim
# Away, he is left in peace.
Karim away 2026-02-02..2026-02-06
on 2026-02-03
expect decide Marc floating : nothing
on 2026-02-09
Marc proposes revenue 20000 EUR 2026-03 for Karim as k2
expect decide Marc floating : nothing
Marc withdraws k2
expect decide Marc floating : Karim lost
person Léa joins Nord 2025-01-01
Léa sets revenue 5000 EUR 2026-03 as l2
expect decide Marc floating : Karim lost
Léa withdraws l2
expect decide Marc floating : Karim lost, Léa lost
Léa becomes manager from 2026-02-09
expect decide Marc floating : Karim lost, Léa new_role
