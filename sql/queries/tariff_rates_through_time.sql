-- Which tariff rates did the United States name toward China, and when?

select
    valid_from,
    valid_to,
    act,
    modality,
    amount,
    unit
from timeline('USA', 'tariffs', 'CHN')
where amount is not null
order by valid_from
