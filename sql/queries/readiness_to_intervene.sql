-- Who stands ready to act in the currency market without having done so?

select
    actor,
    act,
    modality,
    valid_from,
    last_affirmed_on,
    support_count
from positions
where issue = 'intervention' and valid_to is null and modality in ('possible', 'conditional', 'planned')
order by last_affirmed_on desc, actor asc
