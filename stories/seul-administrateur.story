# In a company of one administrator nobody is stuck: alone, they approve their own, and that is written. With two approvals, they wait.
company Alpina
person Ada joins Alpina 2025-01-01 as admin
goal Ada revenue 1000 EUR 2026-01 as ada
rule prime for Ada 2026-01
  each 100
  part own revenue straight
Ada announces prime
2026-01-12 crm v1 Ada 1000 EUR
on 2026-02-02
Ada closes ada
awards are granted
Ada wants-approvals two
Ada approves-award prime of Ada
expect refused award.own
Ada wants-approvals one
Ada approves-award prime of Ada
award Ada prime state is approved
Ada pays 1
