# One sale moves the person, the team, the region and the company, each counted once.
company Alpina
department Ouest in Alpina
team Nord in Ouest
person Léa joins Nord 2026-01-01
person Karim joins Nord 2026-01-01
goal Alpina revenue 1000000 EUR 2026-Q1 tier strategic as cap
goal Ouest revenue 500000 EUR 2026-Q1 tier operational as ouest under cap
goal Nord revenue 300000 EUR 2026-Q1 as nord under ouest
goal Léa revenue 60000 EUR 2026-Q1 under nord
on 2026-02-10
2026-02-10 hubspot deal-9 Léa 15000 EUR
expect accepted
expect goal Léa attained 25%
expect goal nord attained 5%
expect goal ouest attained 3%
expect goal cap attained 1.5%
expect goal cap attained 15000 EUR
expect goal cap gap 985000 EUR
# The CRM sends it again, as CRMs do.
2026-02-11 hubspot deal-8 Karim 1000 EUR
2026-02-10 hubspot deal-9 Léa 15000 EUR
expect refused duplicate
expect revenue of Alpina in 2026-Q1 16000 EUR
expect verify clean
