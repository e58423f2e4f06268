-- On which days did reports of one actor contradict each other, and which act stood?

select
    claimed_on,
    actor,
    issue,
    counterpart,
    act,
    modality,
    source_count,
    document_count,
    is_standing
from utterances
where is_contested and known_to is null
order by claimed_on asc, actor asc, issue asc, counterpart asc nulls first, is_standing desc, act asc
