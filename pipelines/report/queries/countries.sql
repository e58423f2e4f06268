-- Names of countries and blocs by code.
select
    code,
    name
from countries
order by code
