# What a week asks is what remains over the days left, by season and presence: the same figure all week, and nothing is asked of somebody away.
company Alpina
team Nord in Alpina
person Marc joins Nord 2025-01-01 as manager
team Nord led by Marc
person Léa joins Nord 2025-01-01
person Tom joins Nord 2025-01-01
goal Léa revenue 20000 2026-02-02..2026-02-27
goal Tom revenue 20000 2026-02-02..2026-02-27 as tom
goal Tom calls 40 2026-02-02..2026-02-27 as appels
# Tom is away for the second week: his 20 000 are spread over the three others.
Tom away 2026-02-09..2026-02-13
on 2026-02-02
this-week Léa Léa whole is 5000
this-week Tom tom whole is 6700
this-week Tom appels whole is 14
2026-02-03 crm v1 Léa 2000
on 2026-02-04
this-week Léa Léa whole is 5000
this-week Léa Léa done is 2000
this-week Léa Léa left is 3000
this-week Léa Léa next is 5000
# Bringing more than asked makes the next week lighter, never this one heavier.
2026-02-05 crm v2 Léa 6000
on 2026-02-05
this-week Léa Léa left is 0
this-week Léa Léa next is 4000
# Away: nothing is asked; back: nobody is told they are late.
on 2026-02-10
this-week Tom away is true
this-week Tom due is false
on 2026-02-16
this-week Tom away is false
this-week Tom tom whole is 10000
# The period over, nothing is asked any more.
on 2026-03-02
this-week Léa Léa is nothing
