# What is paid and runs is not made harder by a way round: not by another beside it, a file, a step on top or what its metric counts.
company Alpina
team Nord in Alpina
person Marc joins Nord 2026-01-01 as manager
team Nord led by Marc
person Léa joins Nord 2026-01-01
on 2026-02-10
Marc sets revenue 60000 EUR 2026-Q1 for Léa as prime paid cause scope because le secteur est redessiné
Marc sets revenue 80000 EUR 2026-Q1 for Léa as bis paid cause scope because le portefeuille change de mains
Marc withdraws prime cause scope because le portefeuille change de mains
expect refused goal.cancel_raises
expect goal prime status running
# The last one given may go: the first stands again.
Marc withdraws bis cause scope because le portefeuille revient
expect goal bis status cancelled
# By a file, ended and set anew in one go, or in two; « agreed » in a file is nobody's word.
goal Léa deals 10 2026-Q1 as signatures paid
import objectifs
  clé;statut;porteur;indicateur;cible;début;fin;rémunéré;origine
  signatures;cancelled;person:Léa;deals;10;2026-01-01;2026-03-31;oui;assigned
  affaires;published;person:Léa;deals;14;2026-01-01;2026-03-31;oui;assigned
expect refused goal.raise_refused
import objectifs
  clé;statut;porteur;indicateur;cible;début;fin;rémunéré;origine
  signatures;cancelled;person:Léa;deals;10;2026-01-01;2026-03-31;oui;assigned
  affaires;published;person:Léa;deals;14;2026-01-01;2026-03-31;oui;agreed
expect refused goal.raise_refused
expect goal signatures status running
import objectifs
  clé;statut
  signatures;draft
expect refused goal.transition_refused
import objectifs
  clé;statut
  signatures;cancelled
goal Léa deals 14 2026-Q1 as affaires paid
expect refused goal.raise_refused
goal Léa deals 8 2026-Q1 as affaires paid
expect goal affaires status running
# What the metric counts is as it was told, until the objective is closed; another metric is for what follows.
metric deals count where kind == "deal_won" && product == "Nova"
expect refused metric.frozen
metric revenue sum of margin in EUR where kind == "deal_won"
expect refused metric.frozen
metric rendezvous count where kind == "meeting"
metric rendezvous count where kind in ["meeting", "call"]
# Nor do steps come on top of those that pay counts.
goal Léa steps 2026-Q1 as salon paid
import etapes
  objectif;clé;titre
  salon;a;Appeler
expect refused goal.raise_refused
on 2025-12-31
import etapes
  objectif;clé;titre
  salon;a;Appeler
