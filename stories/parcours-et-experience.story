# Two years of such work before joining, and ease: fewer first steps, a harder one, and a fuller part.
company Alpina
team Nord in Alpina
person Marc joins Nord 2025-01-01 as manager
team Nord led by Marc
person Karim joins Nord 2024-01-01
goal Nord revenue 120000 EUR 2026-Q1
goal Karim revenue 60000 EUR 2026-Q1 under Nord
person Léa joins Nord 2026-01-05
expect pack Léa as Marc : outcome.team=27600, rep.calls, rep.offers, rep.shadow
Léa knows 36 months ability 4
expect pack Léa as Marc : outcome.team=57600, rep.calls, rep.offers
Marc sends pack to Léa only outcome.team number 30000
expect decide Léa awaiting : Léa
expect decide Marc floating : nothing
