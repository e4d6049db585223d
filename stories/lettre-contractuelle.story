# What a contract says is agreed holds once both have signed, in whatever order; a new version asks both again.
company Alpina
team Nord in Alpina
person Marc joins Nord 2026-01-01 as manager
team Nord led by Marc
person Léa joins Nord 2026-01-01
Marc sets revenue 60000 EUR 2026-Q2 for Léa paid because le secteur grandit
Marc issues Léa 2026-Q2 contractual
see letter Léa 2026-Q2 mode is contractual
see letter Léa 2026-Q2 holds is false
Léa accepts letter 2026-Q2
see letter Léa 2026-Q2 holds is false
Marc signs letter of Léa 2026-Q2
see letter Léa 2026-Q2 holds is true
Marc revises Léa 50000 EUR
Marc issues Léa 2026-Q2 contractual because la cible descend
see letter Léa 2026-Q2 holds is false
Marc signs letter of Léa 2026-Q2
see letter Léa 2026-Q2 holds is false
Léa contests letter 2026-Q2 because j’attends le portefeuille
see letter Léa 2026-Q2 holds is false
Léa accepts letter 2026-Q2
see letter Léa 2026-Q2 holds is true
see letter Léa 2026-Q2 version 1 holds is true
