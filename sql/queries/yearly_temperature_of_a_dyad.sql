-- How did the United States and China treat each other, year by year, on the scale from conflict to cooperation?

select
    year(claimed_on) as year,
    actor,
    count(*) as utterance_count,
    round(avg(score), 2) as mean_score,
    min(score) as harshest_score
from utterances
where known_to is null and ((actor = 'USA' and counterpart = 'CHN') or (actor = 'CHN' and counterpart = 'USA'))
group by year(claimed_on), actor
order by year, actor
