# Help is shown and thanked; it takes nothing from whoever sold.
company Alpina
team Nord in Alpina
team Sud in Alpina
person Léa joins Nord 2026-01-01
person Sofia joins Sud 2026-01-01
2026-01-12 crm v1 Léa 1000 EUR helped by Sofia
expect revenue of Léa in 2026-01 1000 EUR
expect revenue of Sofia in 2026-01 0 EUR
expect revenue of Sud in 2026-01 0 EUR
expect revenue of Alpina in 2026-01 1000 EUR
# Help that was forgotten is a correction, and still moves no total.
2026-01-12 crm v1 Léa 1000 EUR
expect corrected
expect revenue of Léa in 2026-01 1000 EUR
