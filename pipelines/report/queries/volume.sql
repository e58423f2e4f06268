-- Articles a month, over all publishers.
select
    month_on,
    cast(sum(article_count) as bigint) as article_count
from coverage
group by month_on
order by month_on
