# A tactic is a list of steps, each with its weight; members tick them off.
company Alpina
team Nord in Alpina
team Sud in Alpina
person Léa joins Nord 2026-01-01
person Sofia joins Sud 2026-01-01
goal Nord steps 2026-Q1 as salon
step salon stand
step salon invitations weight 2
step salon relances by Léa
on 2026-02-02
expect goal salon attained 0%
done salon invitations by Léa
expect goal salon attained 50%
done salon stand by Sofia
expect refused access.forbidden
done salon stand by Léa
done salon relances by Léa
expect goal salon attained 100%
expect goal salon status running
on 2026-04-01
expect goal salon status attained
