-- Positions as they could be known on a day; null means as known now. Null for actor or issue means all of them.
-- Days are put in order; a run of days with the same act, firmness, direction and amount is one position. A slot that a day
-- leaves open does not end a position: the last that was said within the run of the same act counts.
-- signature: known_day, of_actor := null, of_issue := null
-- depends: stances, threads, thresholds
-- audience: internal

with visible as (
    select
        row_number() over () as day_number,
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

followed as (
    select
        *,
        coalesce(lag(thread) over () = thread, false) as is_continued,
        lag(claimed_on) over () as previous_on,
        lag(act) over () as previous_act,
        lag(modality) over () as previous_modality
    from visible
),

-- What was said last, of currencies also for which the last direction was, and on which day of the run of the same act; days are
-- numbered through all threads.
running as (
    select
        *,
        max(case when not is_continued or act <> previous_act then day_number end) over so_far as run_start,
        max(case when currency is not null then day_number end) over so_far as currency_number,
        last_value(currency ignore nulls) over so_far as last_currency,
        max(case when direction is not null then day_number end) over so_far as direction_number,
        last_value(direction ignore nulls) over so_far as last_direction,
        last_value(case when direction is not null then coalesce(currency, '') end ignore nulls) over so_far as last_wish,
        max(case when size is not null then day_number end) over so_far as size_number,
        last_value(size ignore nulls) over so_far as last_size
    from followed
    window so_far as (rows unbounded preceding) -- noqa: PRS
),

compared as (
    select
        * exclude (currency_number, last_currency, direction_number, last_direction, last_wish, size_number, last_size),
        coalesce(
            case when direction_number >= run_start then nullif(last_wish, '') end,
            case when currency_number >= run_start then last_currency end
        ) as said_currency,
        case when direction_number >= run_start then last_direction end as said_direction,
        case when size_number >= run_start then last_size end as said_size,
        case when lag(direction_number) over () >= run_start then lag(last_direction) over () end as before_direction,
        case when lag(direction_number) over () >= run_start then nullif(lag(last_wish) over (), '') end as before_currency,
        case when lag(size_number) over () >= run_start then lag(last_size) over () end as before_size
    from running
),

broken as (
    select
        *,
        not is_continued
        or act <> previous_act
        or modality <> previous_modality
        or coalesce(direction <> before_direction, false)
        or coalesce(direction is not null and currency <> before_currency, false)
        or coalesce(size.unit = before_size.unit and size.amount <> before_size.amount, false) as is_new_position
    from compared
),

placed as materialized (
    select
        *,
        sum(cast(is_new_position as integer)) over (rows unbounded preceding) as position_number -- noqa: PRS
    from broken
),

reaffirmed as (
    select
        placed.position_number,
        list(
            {
                'claimed_on': placed.claimed_on,
                'silent_days': placed.claimed_on - placed.previous_on,
                'known_on': placed.first_known_on
            }
            order by placed.claimed_on
        ) as reaffirmations
    from placed
    cross join thresholds
    where not placed.is_new_position and placed.claimed_on - placed.previous_on > thresholds.silence_days
    group by placed.position_number
),

intervals as (
    select
        position_number,
        any_value(thread) as thread,
        any_value(act) as act,
        any_value(score) as score,
        any_value(modality) as modality,
        arg_max(said_currency, claimed_on) as currency,
        arg_max(said_direction, claimed_on) as direction,
        arg_max(said_size, claimed_on) as size,
        min(claimed_on) as valid_from,
        max(claimed_on) as last_affirmed_on,
        arg_min(first_known_on, claimed_on) as known_from,
        sum(document_count) as support_count,
        arg_min(claim_id, claimed_on) as first_claim_id,
        arg_max(claim_id, claimed_on) as last_claim_id,
        bool_or(is_contested) as is_contested,
        max(confidence) as confidence,
        case
            when count(*) = 1 then len(any_value(source_numbers))
            else len(list_distinct(flatten(list(source_numbers))))
        end as source_count
    from placed
    group by position_number
),

ordered as (
    select
        intervals.*,
        threads.actor,
        threads.issue,
        threads.counterpart,
        reaffirmed.reaffirmations
    from intervals
    inner join threads
        on intervals.thread = threads.thread
    left join reaffirmed
        on intervals.position_number = reaffirmed.position_number
    order by intervals.position_number
),

ended as (
    select
        *,
        case when lead(thread) over () = thread then lead(valid_from) over () end as valid_to,
        case when lead(thread) over () = thread then greatest(known_from, lead(known_from) over ()) end as known_to
    from ordered
)

select
    left(md5(concat_ws('|', actor, issue, coalesce(counterpart, ''), valid_from)), 16) as position_id,
    thread,
    actor,
    issue,
    counterpart,
    act,
    score,
    direction,
    modality,
    currency,
    size.amount as amount,
    size.unit as unit,
    valid_from,
    valid_to,
    last_affirmed_on,
    known_from,
    known_to,
    cast(support_count as bigint) as support_count,
    source_count,
    first_claim_id,
    last_claim_id,
    is_contested,
    confidence,
    coalesce(reaffirmations, []) as reaffirmations
from ended
