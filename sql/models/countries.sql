-- Countries, blocs and states that are gone: every code that an actor or a counterpart may have.
-- grain: code
-- column: code | ISO 3166-1 alpha-3, or the code of a bloc
-- column: name | English name
-- column: kind | country, bloc or former
-- column: country_number | Number of the row by code, for joins | number
-- check: kind_is_known blocking | kind in ('country', 'bloc', 'former')
-- check: number_fits_a_thread blocking | country_number < 1000

select
    code,
    name,
    kind,
    row_number() over (order by code) as country_number
from input.countries
order by code
