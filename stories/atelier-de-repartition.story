# Marc leads the North and shares 100 000 euros out among three people. What he types stays, an empty field is not a zero, and the
# parts always make the whole.
company Alpina
team Nord in Alpina
person Marc joins Nord 2026-01-01 as manager
team Nord led by Marc
person Ada joins Alpina 2026-01-01 as director
person Léa joins Nord 2026-01-01
person Karim joins Nord 2026-01-01
person Sofia joins Nord 2026-01-01 works 50%
goal Alpina revenue 400000 EUR 2026-Q2 tier strategic as cap
goal Nord revenue 100000 EUR 2026-Q2 as nord under cap
# By time: half a week is half a part.
Marc shares nord among people by even
expect share nord as Marc Léa is 40000
expect share nord as Marc Sofia is 20000
# By what the sectors offer.
Marc shares nord among people by potential potential Léa:500000,Karim:300000,Sofia:400000
expect share nord as Marc Léa is 50000
expect share nord as Marc Karim is 30000
expect share nord as Marc Sofia is 20000
# Two typed values; the third takes the rest.
Marc shares nord among people by even typed Léa:45000,Karim:0 kept Léa-devant
expect share nord as Marc Léa is 45000 typed
expect share nord as Marc Karim is 0 typed
expect share nord as Marc Sofia is 55000
expect share nord as Marc left is 0
# Nobody else may sit at this table.
Léa shares nord among people by even
expect refused access.forbidden
# Too much margin is for the direction, with a reason, and what does not add up is not sent.
Marc hands-out nord among people by even padding 20% because le printemps sera beau
expect refused goal.padding_direction
Ada hands-out nord among people by even padding 20%
expect refused goal.padding_reason
Marc hands-out nord among people by even typed Léa:60000,Karim:60000
expect refused goal.parts_sum
# Everyone receives their part as a proposal, and how it came about from the company's figure down.
Marc hands-out nord among people by even typed Léa:45000,Karim:35000
expect goal Léa target 45000 EUR
expect goal Léa status proposed
expect goal Sofia target 20000 EUR
expect how Léa as Léa is workshop.above plan.how.total plan.how.even plan.how.share_of plan.how.typed_by
expect how Sofia as Sofia is workshop.above plan.how.total plan.how.even plan.how.working_time plan.how.share_of
# Sent again, what is only proposed changes; what Léa agreed to does not.
Léa agrees
Marc hands-out nord among people by even typed Léa:40000
expect refused goal.part_agreed
Marc hands-out nord among people by even typed Léa:45000,Karim:30000
expect goal Karim target 30000 EUR
expect goal Sofia target 25000 EUR
expect goal Léa status published
# Left out, Sofia is asked for nothing any more.
Marc hands-out nord among people by even typed Léa:45000 without Sofia
expect goal Karim target 55000 EUR
expect goal Sofia status cancelled
