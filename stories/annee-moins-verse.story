# A rule of the year that gives each quarter gives what is obtained to date, less what it gave: what was taken back is made up later.
company Alpina
team Nord in Alpina
person Marc joins Nord 2025-01-01 as manager
team Nord led by Marc
person Léa joins Nord 2025-01-01
goal Léa revenue 12000 EUR 2026 as annee paid
rule prime for Léa 2026 quarterly
  each 1200
  part own revenue straight
Marc announces prime
2026-02-10 crm v1 Léa 3000 EUR
on 2026-04-01
awards are granted
award Léa prime total is 300 EUR
# In the second quarter a sale of the first is cancelled, and less is sold: nothing is due, and what is too much is said.
cancel crm v1 on 2026-04-15
2026-05-10 crm v2 Léa 1000 EUR
on 2026-07-01
reward Léa prime entitled is 100 EUR
reward Léa prime paid is 300 EUR
reward Léa prime due is -200 EUR
awards are granted
award Léa prime count is 2
award Léa prime last is -200 EUR
2026-08-10 crm v3 Léa 5000 EUR
on 2026-10-01
awards are granted
award Léa prime last is 500 EUR
award Léa prime total is 600 EUR
# The last quarter waits for the objective to be closed.
on 2027-01-04
awards are granted
award Léa prime count is 3
Marc closes annee
awards are granted
award Léa prime count is 4
award Léa prime last is 0 EUR
award Léa prime state is nothing
