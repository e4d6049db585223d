# Marc gives Léa her letter before the quarter: opening, taking note and agreeing are three things, and nothing waits for any of them.
company Alpina
team Nord in Alpina
person Marc joins Nord 2026-01-01 as manager
team Nord led by Marc
person Léa joins Nord 2026-01-01
person Karim joins Nord 2026-01-01
on 2026-03-02
see reminders of Marc is
Marc sets revenue 60000 EUR 2026-Q2 for Léa paid because le secteur grandit
expect goal Léa status published
# Thirty days before the quarter an alarm rings: pay depends on it and no letter says so.
see reminders of Marc is to_issue Léa 30
Léa issues Léa 2026-Q2
expect refused letter.own
Karim issues Léa 2026-Q2
expect refused not_found
Marc issues Léa 2026-Q2
see reminders of Marc is
see letter Léa 2026-Q2 version is 1
see letter Léa 2026-Q2 mode is unilateral
see letter Léa 2026-Q2 late is no
see letter Léa 2026-Q2 realism is true
see letter Léa 2026-Q2 target is 60000
Marc issues Léa 2026-Q2
expect refused letter.unchanged
# Another person cannot read it, and may not answer it.
see letter Léa 2026-Q2 version is 1 as Karim
expect refused not_found
Karim acknowledges letter of Léa 2026-Q2
expect refused not_found
Marc acknowledges letter of Léa 2026-Q2
expect refused letter.reader
# Marc's look stamps nothing; three working days later he sees that it is still closed.
see letter Léa 2026-Q2 opened is false as Marc
on 2026-03-04
see reminders of Marc is
on 2026-03-05
see reminders of Marc is unopened Léa 3
Marc hands letter of Léa 2026-Q2 on 2026-03-06
expect refused letter.hand_date
Marc hands letter of Léa 2026-Q2 on 2026-03-05
see letter Léa 2026-Q2 handed is 2026-03-05
see reminders of Marc is
see letter Léa 2026-Q2 opened is false
Léa opens letter 2026-Q2
see letter Léa 2026-Q2 opened is true
see letter Léa 2026-Q2 acknowledged is false
Léa acknowledges letter 2026-Q2
see letter Léa 2026-Q2 acknowledged is true
see letter Léa 2026-Q2 answer is
Léa contests letter 2026-Q2 because le secteur sud n’est plus à moi
see letter Léa 2026-Q2 answer is disputed
see letter Léa 2026-Q2 comment is le secteur sud n’est plus à moi
expect goal Léa status published
Léa signs letter 2026-Q2
expect refused letter.own
Marc signs letter of Léa 2026-Q2
expect refused letter.not_contractual
