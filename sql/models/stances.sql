-- What an actor held on an issue on a day, in each span of known time: where acts of one day differ, the best supported, then the
-- strongest, then the most authoritative stands. Rows lie in the order of thread, day and known time, which `positions_as_known` reads.
-- grain: thread, claimed_on, known_from
-- depends: utterance_states, voices, threads, acts
-- plain: claim_id
-- column: thread | Who holds it, on what, toward whom, as in `threads`
-- column: actor | Who holds it
-- column: issue | On what
-- column: counterpart | Toward whom; null where general
-- column: claimed_on | The day
-- column: known_from | First day of the span of known time
-- column: known_to | First day after it; null where this is what is known now
-- column: first_known_on | First day on which this act could be known
-- column: act | What the actor does
-- column: score | Fixed by the act | -1 to 1
-- column: modality | How firmly
-- column: currency | Currency that is to move or stay
-- column: direction | Direction wanted
-- column: amount | Rate or sum | as `unit`
-- column: unit | % or an ISO 4217 code
-- column: claim_id | The most believed claim
-- column: document_count | Documents that carry it | documents
-- column: source_numbers | Publishers that carry it, as in `sources`, sorted
-- column: confidence | Of the surest claim | share from 0 to 1
-- column: is_contested | Another act of the same day points the other way, or its figure is not that of most publishers
-- check: span_runs_forward blocking | known_to is null or known_to > known_from
-- check: is_supported blocking | document_count > 0 and len(source_numbers) > 0

with weighed as (
    select
        states.rowid as state_number,
        states.thread,
        states.claimed_on,
        states.known_from,
        states.direction,
        case when states.direction is not null then states.currency end as directed_currency,
        acts.score,
        (
            (cast(len(states.source_numbers) as bigint) * 1000000 + states.document_count) * 1000
            + cast(round(abs(acts.score) * 100) as bigint)
        ) * 10000 + (10 - states.authority) * 1000 + acts.act_number as weight
    from utterance_states as states
    inner join acts
        on states.act_number = acts.act_number
),

compared as (
    select
        thread,
        claimed_on,
        known_from,
        arg_max(state_number, weight) as state_number,
        (min(score) < 0 and max(score) > 0)
        or (
            coalesce(min(direction) <> max(direction), false)
            and count(direction) > count(directed_currency)
        ) as is_contested
    from weighed
    group by thread, claimed_on, known_from
),

-- Two directions contest each other unless each is of a currency of its own: that is seen currency by currency, the rest above.
turned_in_one_currency as (
    select distinct
        thread,
        claimed_on,
        known_from
    from (
        select
            thread,
            claimed_on,
            known_from
        from utterance_states
        where direction is not null and currency is not null
        group by thread, claimed_on, known_from, currency
        having min(direction) <> max(direction)
    ) as turned_currencies
),

-- The figure of an act is one publisher's: it is doubtful where no more than half of those who give one in its unit give the same.
doubted_figures as (
    select states.rowid as state_number
    from utterance_states as states
    inner join voices
        on
            states.thread = voices.thread
            and states.claimed_on = voices.claimed_on
            and states.act_number = voices.act_number
            and states.known_from >= voices.known_on
            and (voices.known_to is null or states.known_from < voices.known_to)
    where
        states.size is not null
        and len(states.source_numbers) > 1
        and voices.amount is not null
        and voices.unit is not distinct from states.size.unit
    group by states.rowid
    having
        2 * count(distinct voices.source_number) filter (where voices.amount = states.size.amount)
        <= count(distinct voices.source_number)
        and count(distinct voices.source_number) > 1
),

chosen as (
    select
        compared.state_number,
        compared.is_contested or turned.thread is not null or doubted_figures.state_number is not null as is_contested
    from compared
    left join doubted_figures
        on compared.state_number = doubted_figures.state_number
    left join turned_in_one_currency as turned
        on
            compared.thread = turned.thread
            and compared.claimed_on = turned.claimed_on
            and compared.known_from = turned.known_from
)

select
    states.thread,
    threads.actor,
    threads.issue,
    threads.counterpart,
    states.claimed_on,
    states.known_from,
    states.known_to,
    states.first_known_on,
    acts.act,
    acts.score,
    states.modality,
    states.currency,
    states.direction,
    states.size.amount as amount,
    states.size.unit as unit,
    states.claim_id,
    states.document_count,
    states.source_numbers,
    states.confidence,
    chosen.is_contested
from utterance_states as states
inner join chosen
    on states.rowid = chosen.state_number
inner join threads
    on states.thread = threads.thread
inner join acts
    on states.act_number = acts.act_number
order by states.thread, states.claimed_on, states.known_from
