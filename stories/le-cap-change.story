# The direction is a dated text. Strategic objectives hang on the one they were set under, until somebody says they still serve.
company Alpina
person Ada joins Alpina 2026-01-01 as director
person Léa joins Alpina 2026-01-01
Léa directs because plus loin
expect refused access.forbidden
Ada directs because devenir la référence des ateliers de l’Ouest
Ada sets revenue 900000 EUR 2026 for Alpina tier strategic as cap
expect talk cap as Ada direction is current
on 2026-04-01
Ada directs because grandir avec ceux qui nous connaissent déjà
expect talk cap as Ada direction is earlier
Léa confirms cap
expect refused access.forbidden
Ada confirms cap
expect talk cap as Ada direction is current
expect goal cap version 2
