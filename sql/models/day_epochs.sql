-- For each day on which an actor spoke on an issue: the spans of known time in which what we know of that day does not change.
-- kind: step
-- grain: thread, claimed_on, known_from
-- depends: voices
-- column: thread | Who spoke, on what, toward whom
-- column: claimed_on | The day
-- column: known_from | First day of the span
-- column: known_to | First day after the span; null where it is still open

with turns as (
    select
        thread,
        claimed_on,
        known_on as known_from
    from voices
    union distinct
    select
        thread,
        claimed_on,
        known_to as known_from
    from voices
    where known_to is not null
)

select
    thread,
    claimed_on,
    known_from,
    lead(known_from) over (partition by thread, claimed_on order by known_from) as known_to
from turns
