# Whoever disagrees says so, and is owed an answer in words. A correction adds; it is approved like everything else.
company Alpina
team Nord in Alpina
person Marc joins Nord 2025-01-01 as manager
team Nord led by Marc
person Léa joins Nord 2025-01-01
person Karim joins Nord 2025-01-01
goal Léa revenue 1000 EUR 2026-01 as lea paid
rule prime for Léa 2026-01
  each 500
  part own revenue straight
Marc announces prime
2026-01-12 crm v1 Léa 800 EUR
on 2026-02-02
Marc closes lea
awards are granted
award Léa prime first is 400 EUR
Karim contests-award prime of Léa because rien
expect refused not_found
Marc contests-award prime of Léa because je crois
expect refused contest.not_yours
Léa contests-award prime because
expect refused contest.text_missing
Léa contests-award prime because la vente du 31 manque
Léa contests-award prime because encore
expect refused contest.open_already
Léa answers-contest prime of Léa kept because non
expect refused award.own
Marc answers-contest prime of Léa kept
expect refused contest.answer_missing
Marc answers-contest prime of Léa corrected 0 because rien
expect refused contest.amount_wrong
Marc answers-contest prime of Léa corrected 50 because le bon de commande est du 31
award Léa prime contest is corrected
award Léa prime answer is le bon de commande est du 31
award Léa prime count is 2
award Léa prime last is 50 EUR
award Léa prime cause is contest
award Léa prime state is waiting
# The correction stands beside the reckoning: it is not taken back by the next one.
awards are granted
award Léa prime total is 450 EUR
on 2026-03-02
Léa contests-award prime because trop tard
expect refused contest.too_late
