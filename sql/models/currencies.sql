-- Currencies by code, with the names that newsletters call them.
-- grain: currency
-- column: currency | ISO 4217 code
-- column: names | Names and nicknames, by alphabet
-- column: issuers | Codes of the countries or blocs that issue it, share it or use it as their own

select
    code as currency,
    list_sort(list_distinct(list(name))) as names,
    coalesce(list_sort(list_distinct(list(issuer))), []) as issuers
from input.currencies
group by code
order by code
