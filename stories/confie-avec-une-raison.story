# What a manager gives says why; what the administrator enters for others is not held up.
company Alpina
team Nord in Alpina
person Ada joins Alpina 2026-01-01 as admin
person Marc joins Nord 2026-01-01 as manager
team Nord led by Marc
person Léa joins Nord 2026-01-01
Marc sets revenue 300000 EUR 2026-Q2 for Nord tier collective as nord-t2
expect refused goal.why_missing
Marc sets revenue 300000 EUR 2026-Q2 for Nord tier collective as nord-t2 because tenir notre part du cap
expect goal nord-t2 status published
Ada sets deals 40 2026-Q2 for Nord tier collective as nord-affaires
expect goal nord-affaires status published
Marc sets revenue 60000 EUR 2026-Q2 for Léa as prime paid
expect refused goal.why_missing
Marc sets revenue 60000 EUR 2026-Q2 for Léa as prime paid because elle suit les deux plus gros comptes
expect goal prime status published
# Published after its first day, it says so.
on 2026-04-20
Marc sets revenue 5000 EUR 2026-Q2 for Léa as tardif paid because un lot de dernière minute
expect refused goal.late_cause_missing
Marc sets revenue 5000 EUR 2026-Q2 for Léa as tardif paid cause scope because un lot de dernière minute
expect talk tardif as Léa late is true
expect talk prime as Léa late is false
