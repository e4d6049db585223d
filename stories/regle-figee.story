# What was announced stays as it is once its days have begun; what changes is the next version, for later days.
company Alpina
team Nord in Alpina
team Sud in Alpina
person Marc joins Nord 2025-01-01 as manager
team Nord led by Marc
person Ines joins Sud 2025-01-01 as manager
team Sud led by Ines
person Léa joins Nord 2025-01-01
goal Léa revenue 1000 EUR 2026-02 as fevrier paid
rule prime for Nord 2026-02 by Ines
  each 500
  part own revenue straight
expect refused access.forbidden
rule prime for Nord 2026-02 by Marc
  each 500
  part own revenue straight
# A draft is read by those who write it.
reward Léa prime version is 1
expect refused not_found
Marc rewrites prime 400
Marc announces prime
# Announced, it may still change until it begins.
Marc rewrites prime 600
reward Léa prime possible is 600 EUR
Marc drops-rule prime
expect refused rule.reason_missing
on 2026-02-02
Marc rewrites prime 300
expect refused rule.frozen
Marc drops-rule prime because trop cher
expect refused rule.frozen
Marc renews prime 2026-02 300
expect refused rule.next_too_early
Marc renews prime 2026-03 300
Marc announces prime
expect refused rule.frozen
reward Léa prime possible is 600 EUR
reward Léa prime version is 1
on 2026-03-02
reward Léa prime version is 1
