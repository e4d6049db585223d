# A client that is not sure asks again under the same key: one effect, the same answer; another request under that key is refused.
company Alpina
person Léa joins Alpina 2026-01-01
once k1 2026-01-12 api r1 Léa 100 EUR
expect accepted
once k1 2026-01-12 api r1 Léa 100 EUR
expect accepted
expect revenue of Léa in 2026-01 100 EUR
once k1 2026-01-12 api r1 Léa 200 EUR
expect refused idempotency.reused
expect revenue of Léa in 2026-01 100 EUR
