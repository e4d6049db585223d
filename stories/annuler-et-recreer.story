# Ending what pays and setting it anew, higher, is raising it: it takes the owner's word.
company Alpina
team Nord in Alpina
person Marc joins Nord 2026-01-01 as manager
team Nord led by Marc
person Léa joins Nord 2026-01-01
Marc sets revenue 60000 EUR 2026-Q1 for Léa as prime paid cause scope because le secteur est redessiné
on 2026-02-10
Marc withdraws prime
expect refused goal.cancel_cause_missing
Marc withdraws prime cause agreed because nous en avons parlé
expect refused goal.cause_agreed_alone
Marc withdraws prime cause scope because oui
expect refused goal.reason_thin
Marc withdraws prime cause scope because le portefeuille change de mains
expect goal prime status cancelled
Marc sets revenue 80000 EUR 2026-Q1 for Léa as bis paid cause scope because le portefeuille change de mains
expect refused goal.raise_again
Marc sets revenue 60000 EUR 2026-02-10..2026-03-31 for Léa as ter paid cause scope because le portefeuille change de mains
expect refused goal.raise_again
# As a proposal it may be; assigned, it may not.
Marc proposes revenue 80000 EUR 2026-Q1 for Léa as bis paid
Marc assigns bis cause scope because le portefeuille change de mains
expect refused goal.raise_again
Léa agrees to bis
Marc publishes bis cause agreed because elle reprend deux comptes
expect goal bis status running
# Less than before, over the days that are left, is for who leads.
Marc sets deals 9 2026-Q1 for Léa as affaires paid cause scope because le salon est avancé
Marc withdraws affaires cause market because le salon est annulé
Marc sets deals 5 2026-Q1 for Léa as affaires-bis paid cause market because le salon est annulé
expect goal affaires-bis status running
