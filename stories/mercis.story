# A word names a skill of the objectives; whoever receives it decides who reads it; nobody thanks themselves.
company Alpina
team Nord in Alpina
team Sud in Alpina
team Solo in Alpina
person Karim joins Nord 2026-01-01 as manager
team Nord in Alpina led by Karim
person Léa joins Nord 2026-01-01
person Tom joins Nord 2026-01-01
person Inès joins Sud 2026-01-01
person Zoé joins Solo 2026-01-01
import goals
    key,title,owner,metric,target,start_on,end_on,tier,skills
    nord-t1,Nord au T1,team:Nord,revenue,1000,2026-01-01,2026-03-31,collective,"Négociation, Écoute"
Tom thanks Léa for nord-t1 skill négociation because La remise tenue face à l’acheteur
recognised Léa words as Tom is nothing
recognised Léa received is La remise tenue face à l’acheteur
Tom thanks Léa skill Optimisme because Toujours souriante
expect refused thanks.skill_unknown
Léa thanks Léa because Bravo moi
expect refused thanks.self
Zoé thanks Solo because Bravo nous
expect refused thanks.self
Léa lets-see team
recognised Léa words as Tom is La remise tenue face à l’acheteur
recognised Léa words as Inès is nothing
Léa lets-see all of last
recognised Léa words as Inès is La remise tenue face à l’acheteur
Léa lets-see hidden of last
recognised Léa words as Inès is nothing
recognised Léa words as Tom is nothing
recognised Léa received is nothing
Léa lets-see all of last
Tom unsays
recognised Léa words as Tom is nothing
recognised Léa received is nothing
