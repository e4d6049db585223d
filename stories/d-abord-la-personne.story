# What falls short is told to the person first; their lead finds it five of their working days later, and only while it lasts. Help is between two.
company Alpina
team Nord in Alpina
person Marc joins Nord 2025-01-01 as manager
team Nord led by Marc
person Léa joins Nord 2025-01-01
person Tom joins Nord 2025-01-01
goal Léa revenue 50000 2026-Q1
2026-01-06 crm v1 Léa 300
on 2026-01-30
people are told
people are told
told Léa is Léa
told Tom is nothing
expect decide Marc short : nothing
# Léa asks a colleague, who says yes: both see it, their lead does not.
Léa asks-help on Léa of Tom
Léa asks-help on Léa of Tom
expect refused support.asked
this-week Tom help is 1
this-week Marc help is 0
messages are prepared
news Tom is help
news Marc is nothing
Tom answers-help accept
messages are prepared
news Léa is help_yes
Tom answers-help done
# Five working days later, five days of leave not among them.
Léa away 2026-02-02..2026-02-06
on 2026-02-09
people are told
expect decide Marc short : nothing
on 2026-02-13
people are told
expect decide Marc short : nothing
on 2026-02-16
people are told
expect decide Marc short : Léa
# A good sale, and there is nothing to say any more.
2026-02-16 crm v2 Léa 45000
on 2026-02-17
people are told
told Léa is nothing
expect decide Marc short : nothing
