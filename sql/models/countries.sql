-- Countries, blocs and states that are gone: every code that an actor or a counterpart may have.
-- grain: code
-- column: code | ISO 3166-1 alpha-3, or the code of a bloc
-- column: name | English name
-- column: kind | country, bloc or former
-- check: kind_is_known blocking | kind in ('country', 'bloc', 'former')

select
    code,
    name,
    kind
from input.countries
order by code
