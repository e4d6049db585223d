# Two by two once a week: what they write stays between them, and a pair that met is a step of the whole team.
company Alpina
team Nord in Alpina
person Marc joins Nord 2025-01-01 as manager
team Nord led by Marc
person Léa joins Nord 2025-01-01
person Karim joins Nord 2025-01-01
person Emma joins Nord 2025-01-01
on 2026-01-05
pairs are made
look Léa pair is nothing
Léa pairs Nord
expect refused access.forbidden
Marc pairs Nord
goal Nord pairs 8 2026-Q1 as nord-binomes
Emma rests
Karim away 2026-01-05..2026-01-11
pairs are made
pairs are made
look Léa pair is Marc
look Emma pair is nothing
Léa meets because Un refus au comptoir
look Marc reads is Un refus au comptoir
look Karim reads is nothing
expect goal nord-binomes attained 0
Marc meets
expect goal nord-binomes attained 1
expect pairs of Léa in 2026-Q1 0.5
expect pairs of Nord in 2026-Q1 1
on 2026-01-12
pairs are made
look Marc pair is Karim, Léa
expect verify clean
