-- Positions as they could be known on a day; null means as known now. Null for actor or issue means all of them.
-- Days are put in order; a run of days with the same act, firmness, direction and amount is one position. A slot that a day
-- leaves open does not end a position: the last that was said within the run of the same act counts.
-- signature: known_day, of_actor := null, of_issue := null
-- depends: stances, threads, thresholds
-- audience: internal

with visible as (
    select
        thread,
        claimed_on,
        first_known_on,
        act,
        score,
        modality,
        currency,
        direction,
        case when amount is not null then { 'amount': amount, 'unit': unit } end as size,
        claim_id,
        document_count,
        source_numbers,
        confidence,
        is_contested
    from stances
    where
        (of_actor is null or actor = of_actor)
        and (of_issue is null or issue = of_issue)
        and (known_day is not null or known_to is null)
        and (known_day is null or (known_from <= known_day and (known_to is null or known_day < known_to)))
),

-- Windows carry only what decides where a position begins; the rest is joined afterwards, which is twice as fast.
followed as (
    select
        thread,
        claimed_on,
        act,
        modality,
        currency,
        direction,
        size,
        lag(claimed_on) over days as previous_on,
        lag(act) over days as previous_act,
        lag(modality) over days as previous_modality
    from visible
    window days as (partition by thread order by claimed_on)
),

numbered as (
    select
        *,
        sum(cast(act is distinct from previous_act as integer)) over (partition by thread order by claimed_on) as act_run
    from followed
),

filled as (
    select
        *,
        last_value(currency ignore nulls) over before as before_currency,
        last_value(direction ignore nulls) over before as before_direction,
        last_value(size ignore nulls) over before as before_size
    from numbered
    window before as (
        partition by thread, act_run order by claimed_on rows between unbounded preceding and 1 preceding
    )
),

broken as (
    select
        thread,
        claimed_on,
        previous_on,
        coalesce(currency, before_currency) as said_currency,
        coalesce(direction, before_direction) as said_direction,
        coalesce(size, before_size) as said_size,
        coalesce(act <> previous_act or modality <> previous_modality, true)
        or coalesce(direction <> before_direction and coalesce(currency = before_currency, true), false)
        or coalesce(size.unit = before_size.unit and size.amount <> before_size.amount, false) as is_new_position
    from filled
),

placed as (
    select
        *,
        sum(cast(is_new_position as integer)) over (partition by thread order by claimed_on) as position_number
    from broken
),

intervals as (
    select
        placed.thread,
        any_value(visible.act) as act,
        any_value(visible.score) as score,
        any_value(visible.modality) as modality,
        arg_max(placed.said_currency, placed.claimed_on) as currency,
        arg_max(placed.said_direction, placed.claimed_on) as direction,
        arg_max(placed.said_size, placed.claimed_on) as size,
        min(placed.claimed_on) as valid_from,
        max(placed.claimed_on) as last_affirmed_on,
        arg_min(visible.first_known_on, placed.claimed_on) as known_from,
        sum(visible.document_count) as support_count,
        len(list_distinct(flatten(list(visible.source_numbers)))) as source_count,
        arg_min(visible.claim_id, placed.claimed_on) as first_claim_id,
        arg_max(visible.claim_id, placed.claimed_on) as last_claim_id,
        bool_or(visible.is_contested) as is_contested,
        max(visible.confidence) as confidence,
        list(
            {
                'claimed_on': placed.claimed_on,
                'silent_days': placed.claimed_on - placed.previous_on,
                'known_on': visible.first_known_on
            }
            order by placed.claimed_on
        ) filter (where not placed.is_new_position and placed.claimed_on - placed.previous_on > thresholds.silence_days)
            as reaffirmations
    from placed
    inner join visible
        on placed.thread = visible.thread and placed.claimed_on = visible.claimed_on
    cross join thresholds
    group by placed.thread, placed.position_number
)

select
    md5(concat_ws('|', threads.actor, threads.issue, coalesce(threads.counterpart, ''), intervals.valid_from))[:16] as position_id,
    intervals.thread,
    threads.actor,
    threads.issue,
    threads.counterpart,
    intervals.act,
    intervals.score,
    intervals.direction,
    intervals.modality,
    intervals.currency,
    intervals.size.amount as amount,
    intervals.size.unit as unit,
    intervals.valid_from,
    lead(intervals.valid_from) over timeline as valid_to,
    intervals.last_affirmed_on,
    intervals.known_from,
    case
        when lead(intervals.known_from) over timeline is not null
            then greatest(intervals.known_from, lead(intervals.known_from) over timeline)
    end as known_to,
    cast(intervals.support_count as bigint) as support_count,
    intervals.source_count,
    intervals.first_claim_id,
    intervals.last_claim_id,
    intervals.is_contested,
    intervals.confidence,
    coalesce(intervals.reaffirmations, []) as reaffirmations
from intervals
inner join threads
    on intervals.thread = threads.thread
window timeline as (partition by intervals.thread order by intervals.valid_from)
