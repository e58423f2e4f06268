-- Topic of each issue.
select
    issue,
    topic
from issues
order by topic desc, issue asc
