-- Which measures on record did no claim of the same actor, issue and counterpart speak of in the year before?

select
    measures.measure_id,
    measures.actor,
    measures.counterpart,
    measures.in_force_on,
    measures.what
from measures
where
    not exists (
        select said.measure_id
        from said_and_done as said
        where said.measure_id = measures.measure_id and said.days_before between 0 and 365
    )
order by measures.in_force_on, measures.measure_id
