# The point of the week takes a minute, is asked once, and stays with its author but for what they share with their direct lead.
company Alpina
team Nord in Alpina
person Marc joins Nord 2025-01-01 as manager
team Nord led by Marc
person Léa joins Nord 2025-01-01
person Tom joins Nord 2025-01-01
# Nothing runs, nothing is due.
this-week Léa due is false
goal Léa revenue 20000 2026-Q1
on 2026-01-12
this-week Léa due is true
Léa checks-in 11
expect refused checkin.confidence
Léa checks-in 7 obstacle price shares c because Le prix du nouveau lot me gêne
this-week Léa due is false
shared Léa with Marc confidence is 7
shared Léa with Marc obstacle is nothing
shared Léa with Tom confidence is nothing
# Written again in the same week, it takes the place of the former.
Léa checks-in 4 obstacle time
shared Léa with Marc confidence is nothing
on 2026-01-19
this-week Léa due is true
