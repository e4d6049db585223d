# One person approves, or two where the company wants that; nobody approves their own; and an award leaves for payroll once.
company Alpina
team Nord in Alpina
person Ada joins Alpina 2025-01-01 as admin
person Hana joins Alpina 2025-01-01 as hr
person Marc joins Nord 2025-01-01 as manager
team Nord led by Marc
person Léa joins Nord 2025-01-01
person Karim joins Nord 2025-01-01
goal Nord revenue 1000 EUR 2026-01 as equipe
rule prime for Nord 2026-01
  each 100
  part goal equipe straight
Ada announces prime
2026-01-12 crm v1 Léa 1000 EUR
on 2026-02-02
Ada closes equipe
awards are granted
Léa approves-award prime of Léa
expect refused award.own
Karim approves-award prime of Léa
expect refused not_found
# Marc leads the team and obtains something too: not by his own yes.
Marc approves-award prime of Marc
expect refused award.own
Marc approves-award prime of Léa
award Léa prime state is approved
Marc wants-approvals two
expect refused access.forbidden
Ada wants-approvals two
award Léa prime state is waiting
Marc approves-award prime of Léa
expect refused award.approved_already
Hana approves-award prime of Léa
award Léa prime state is approved
award Léa prime approvals is 2
Karim pays 1
expect refused access.forbidden
Hana pays 1
award Léa prime state is exported
Hana pays 1
expect refused award.nothing_to_export
