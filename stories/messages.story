# People are told what the week asks, once, on days they work; one message for many things, and each may choose.
company Alpina
team Nord in Alpina
person Marc joins Nord 2025-01-01 as manager
team Nord led by Marc
person Léa joins Nord 2025-01-01
person Tom joins Nord 2025-01-01
goal Léa revenue 20000 2026-Q1
goal Tom revenue 20000 2026-Q1
Tom away 2026-01-12..2026-01-16
on 2026-01-12
messages are prepared
messages are prepared
news Léa is week
news Tom is nothing
# What the week asked is gone once it is over.
on 2026-01-19
messages are prepared
news Léa is week
news Tom is week
