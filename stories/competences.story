# Skills are recognised by objectives reached, by colleagues and by managers; private until shown.
company Alpina
team Nord in Alpina
person Karim joins Nord 2026-01-01 as manager
team Nord in Alpina led by Karim
person Léa joins Nord 2026-01-01
person Tom joins Nord 2026-01-01
import goals
    key,title,owner,metric,target,start_on,end_on,tier,skills
    nord-janvier,Nord en janvier,team:Nord,revenue,1000,2026-01-01,2026-01-31,collective,Négociation
2026-01-12 crm v1 Léa 1200 EUR
recognised Léa skills is nothing
Tom thanks Léa skill Négociation because La remise tenue
Karim thanks Léa skill Négociation because Trois visites menées sans baisser le prix
recognised Léa skills is Négociation:0+1+1
on 2026-02-02
Karim closes nord-janvier
recognised Léa skills is Négociation:1+1+1
recognised Léa skills as Karim is Négociation:1+1+1
recognised Léa skills as Tom is nothing
Léa shows-skill Négociation
recognised Léa skills as Tom is Négociation:1+0+0
Léa lets-see team
recognised Léa skills as Tom is Négociation:1+1+1
Léa shows-skill Autre
expect refused not_found
