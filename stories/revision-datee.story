# A revision holds from its day on: what was read before stays as it was then. Wrong figures are put right from the first day.
company Alpina
team Nord in Alpina
person Marc joins Nord 2026-01-01 as manager
team Nord led by Marc
person Léa joins Nord 2026-01-01
goal Léa revenue 60000 EUR 2026-Q1 as prime paid
goal Léa deals 10 2026-Q1 as élan
2026-01-20 crm d1 Léa 30000 EUR
on 2026-02-16
Marc revises prime 40000 EUR cause scope because deux clients passent à Karim
expect goal prime attained 75%
on 2026-02-20
expect goal prime on 2026-02-15 attained 50%
expect goal prime on 2026-02-16 attained 75%
Marc revises prime 50000 EUR cause data_error because le montant transmis était faux
expect refused goal.raise_refused
Marc revises prime 30000 EUR cause data_error because le montant transmis était faux
expect goal prime on 2026-02-15 attained 100%
# Own and unpaid: freely.
Léa revises élan 12
expect refused access.forbidden
Léa sets deals 14 2026-Q1 as à-moi
Léa revises à-moi 20
expect goal à-moi target 20
