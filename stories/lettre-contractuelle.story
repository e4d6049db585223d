# What a contract says is agreed holds once both have signed, in whatever order; a new version asks both again.
company Alpina
team Nord in Alpina
person Marc joins Nord 2026-01-01 as manager
team Nord led by Marc
person Léa joins Nord 2026-01-01
# What was given is not turned into a contract by a letter.
Marc sets revenue 60000 EUR 2026-Q2 for Léa as prime paid because le secteur du Nord grandit
Marc issues Léa 2026-Q2 contractual
expect refused letter.contract_origin
Marc revises prime 60000 EUR mode contractual because le contrat le demande
expect refused goal.contract_origin
Marc withdraws prime because nous en reparlons ensemble
# Proposed and agreed, it is.
Marc proposes revenue 60000 EUR 2026-Q2 for Léa as contrat paid
Léa agrees to contrat
Marc publishes contrat because le secteur du Nord grandit
expect goal contrat origin agreed
Marc issues Léa 2026-Q2 contractual
see letter Léa 2026-Q2 mode is contractual
see letter Léa 2026-Q2 holds is false
Léa accepts letter 2026-Q2
see letter Léa 2026-Q2 holds is false
Marc signs letter of Léa 2026-Q2
see letter Léa 2026-Q2 holds is true
Marc revises contrat 50000 EUR because deux clients ferment au printemps
expect goal contrat status proposed
Léa agrees to contrat
Marc publishes contrat because deux clients ferment au printemps
Marc issues Léa 2026-Q2 contractual because la cible descend
see letter Léa 2026-Q2 holds is false
Marc signs letter of Léa 2026-Q2
see letter Léa 2026-Q2 holds is false
Léa contests letter 2026-Q2 because j’attends le portefeuille
see letter Léa 2026-Q2 holds is false
Léa accepts letter 2026-Q2
see letter Léa 2026-Q2 holds is true
see letter Léa 2026-Q2 version 1 holds is true
