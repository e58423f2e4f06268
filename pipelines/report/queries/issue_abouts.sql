-- What falls under each issue.
select
    issue,
    about
from issues
order by issue
