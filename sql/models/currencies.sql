-- Currencies by code, with the names that newsletters call them.
-- grain: currency
-- column: currency | ISO 4217 code
-- column: names | Names and nicknames, in the order of the reference table
-- column: issuers | Codes of the countries or blocs that issue it; empty where the table names none

select
    code as currency,
    list_distinct(list(name)) as names,
    coalesce(list_sort(list_distinct(list(issuer))), []) as issuers
from input.currencies
group by code
order by code
