-- Who spoke of rare earths, when and where?

select
    claimed_on,
    actor,
    act,
    issue,
    quote,
    source
from search('rare earth')
limit 20
