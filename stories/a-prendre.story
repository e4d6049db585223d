# An open pool: what suits somebody comes first with its reason, people take it themselves, and what they leave nobody knows.
company Alpina
team Nord in Alpina
team Sud in Alpina
person Marc joins Nord 2025-01-01 as manager
team Nord led by Marc
person Léa joins Nord 2025-01-01
person Karim joins Nord 2025-01-01
person Max joins Sud 2025-01-01
goal Nord revenue 300000 EUR 2026-Q1 as nord-t1
deals Léa won 40 lost 20 in hotels 2025-Q4
deals Léa won 15 lost 45 in bars 2025-Q4
deals Karim won 15 lost 45 in hotels 2025-Q4
deals Karim won 15 lost 45 in bars 2025-Q4
deals Max won 15 lost 45 in hotels 2025-Q4
deals Max won 15 lost 45 in bars 2025-Q4
task grand-hotel worth 3000 hard 4 in hotels for nord-t1
task bar-du-port worth 3000 hard 2 in bars for nord-t1
task affiches worth 100 hard 1
on 2026-01-06
strengths are found
look Léa suggested is affiches, bar-du-port, grand-hotel
look Léa why is strength
look Max open is affiches
Max grabs grand-hotel
expect refused not_found
Karim declines bar-du-port
look Karim open is affiches, grand-hotel
look Marc open is affiches, bar-du-port, grand-hotel
look Marc taken is nothing
Léa grabs grand-hotel
look Marc taken is grand-hotel
look Karim taken is nothing
Karim grabs grand-hotel
expect refused task.taken
Léa returns grand-hotel
look Marc taken is nothing
Léa grabs grand-hotel
Léa grabs bar-du-port
expect refused task.share
Léa finishes grand-hotel
look Léa ended is grand-hotel
look Léa mine is nothing
