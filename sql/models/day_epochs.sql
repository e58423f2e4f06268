-- For each day on which an actor spoke on an issue: the spans of known time in which what we know of that day does not change.
-- kind: step
-- grain: actor, issue, counterpart, claimed_on, known_from
-- depends: voices
-- column: actor | Who spoke
-- column: issue | On what
-- column: counterpart | Toward whom; null where general
-- column: claimed_on | The day
-- column: known_from | First day of the span
-- column: known_to | First day after the span; null where it is still open

with turns as (
    select distinct
        actor,
        issue,
        counterpart,
        claimed_on,
        unnest(case when known_to is null then [known_on] else [known_on, known_to] end) as known_from
    from voices
)

select
    actor,
    issue,
    counterpart,
    claimed_on,
    known_from,
    lead(known_from) over (partition by actor, issue, counterpart, claimed_on order by known_from) as known_to
from turns
