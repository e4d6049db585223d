# Léa wins far more often with hotels than the place and her own level would suggest: she alone is told so, until she shows it.
company Alpina
team Nord in Alpina
team Sud in Alpina
person Marc joins Nord 2025-01-01 as manager
team Nord led by Marc
person Léa joins Nord 2025-01-01
person Karim joins Nord 2025-01-01
person Emma joins Nord 2025-01-01
person Max joins Sud 2025-01-01
deals Léa won 40 lost 20 in hotels 2025-Q4
deals Léa won 15 lost 45 in bars 2025-Q4
deals Léa won 15 lost 45 in refuges 2025-Q4
deals Karim won 15 lost 45 in hotels 2025-Q4
deals Karim won 15 lost 45 in bars 2025-Q4
deals Karim won 15 lost 45 in refuges 2025-Q4
deals Emma won 15 lost 45 in hotels 2025-Q4
deals Emma won 15 lost 45 in bars 2025-Q4
deals Emma won 15 lost 45 in refuges 2025-Q4
deals Max won 5 lost 1 in hotels 2025-Q4
on 2026-01-06
look Léa strengths is nothing
strengths are found
look Léa strengths is hotels
look Karim strengths is nothing
look Max strengths is nothing
look Marc team Nord is nothing
Karim shows hotels
expect refused not_found
Léa shows hotels
look Marc team Nord is Léa hotels
look Max team Nord is nothing
Léa hides hotels
look Karim team Nord is nothing
Léa shows hotels
Léa objects
look Marc team Nord is nothing
on 2026-01-07
strengths are found
look Léa strengths is nothing
