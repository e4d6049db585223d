# Encouragement and help before the end, unasked: the receiver accepts or declines kindly, and help that led to a sale is named on it.
company Alpina
team Nord in Alpina
team Sud in Alpina
person Karim joins Nord 2026-01-01 as manager
team Nord in Alpina led by Karim
person Léa joins Nord 2026-01-01
person Tom joins Nord 2026-01-01
person Sofia joins Nord 2026-01-01
person Inès joins Sud 2026-01-01
goal Nord revenue 10000 EUR 2026-Q1 as nord-t1
Tom cheers Léa on nord-t1
Tom cheers Léa on nord-t1
recognised Léa received is cheer
Léa cheers Léa on nord-t1
expect refused thanks.self
Tom cheers Nord on nord-t1
Tom offers-help Léa on nord-t1 when jeudi because Venir avec toi chez le client
Tom offers-help Léa on nord-t1 when vendredi because Encore
expect refused support.offered
Tom offers-help Inès on nord-t1 when jeudi because Une visite
expect refused support.helper
recognised Léa waiting is Tom
Léa answers-help accept
recognised Léa waiting is nothing
2026-01-15 crm v1 Léa 2500 EUR
Léa names-helper Tom
expect revenue of Léa in 2026-01 2500 EUR
expect revenue of Tom in 2026-01 0 EUR
expect revenue of Nord in 2026-01 2500 EUR
expect verify clean
recognised Tom received is assist
Léa names-helper Tom
expect refused assist.already
Léa names-helper Léa
expect refused assist.credited
# A kind no leaves thanks, and no trace for others.
Sofia offers-help Léa on nord-t1 when lundi because Relire le devis
Léa answers-help thank
recognised Sofia received is offer
recognised Karim waiting is nothing
on 2026-04-02
Tom offers-help Léa on nord-t1 when lundi because Trop tard
expect refused support.not_running
