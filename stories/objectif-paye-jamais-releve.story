# What is paid is not made harder on the way; making it easier is allowed, and so is raising what pays nothing.
company Alpina
team Nord in Alpina led by Marc
expect refused person.unknown
team Nord in Alpina
person Marc joins Nord 2026-01-01 as manager
team Nord led by Marc
person Léa joins Nord 2026-01-01
goal Léa revenue 60000 EUR 2026-Q1 as prime paid
goal Léa deals 10 2026-Q1 as élan
on 2026-02-02
Marc revises prime 61000 EUR
expect refused goal.raise_refused
goal Léa revenue 61000 EUR 2026-Q1 as prime paid
expect refused goal.raise_refused
expect goal prime target 60000 EUR
Marc revises prime 55000 EUR
expect refused goal.cause_missing
Marc revises prime 55000 EUR cause scope because deux clients passent à l’équipe Sud
expect goal prime target 55000 EUR
Marc revises élan 12
expect goal élan target 12
