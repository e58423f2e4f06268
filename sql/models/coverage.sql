-- What was seen of each publisher in each month, silent days included: none seen is not none held.
-- grain: source, month_on
-- depends: articles, claims
-- column: source | Publisher
-- column: month_on | First day of the month in which the articles could be known
-- column: article_count | Articles, copies included | articles
-- column: document_count | Documents they came from | documents
-- column: copy_count | Of the articles, those that are copies of another | articles
-- column: reject_count | Of the articles, those that went no further | articles
-- column: claim_count | Claims read from them | claims
-- column: position_claim_count | Of those, claims that speak in an utterance | claims
-- column: day_count | Days of the month between the publisher's first and the lake's last day | days
-- column: silent_day_count | Of those, days with no article of this publisher | days
-- check: silent_days_fit blocking | silent_day_count between 0 and day_count

with claimed as (
    select
        article_id,
        count(*) as claim_count,
        count(*) filter (where use = 'utterance') as position_claim_count
    from claims
    group by article_id
),

seen as (
    select
        articles.source,
        cast(date_trunc('month', articles.known_on) as date) as month_on,
        count(*) as article_count,
        count(distinct articles.document_id) as document_count,
        count(*) filter (where not articles.is_canonical) as copy_count,
        count(articles.reject_code) as reject_count,
        coalesce(sum(claimed.claim_count), 0) as claim_count,
        coalesce(sum(claimed.position_claim_count), 0) as position_claim_count,
        count(distinct articles.known_on) as spoken_day_count
    from articles
    left join claimed
        on articles.article_id = claimed.article_id
    group by articles.source, month_on
),

spans as (
    select
        source,
        min(known_on) as first_on,
        max(max(known_on)) over () as last_on
    from articles
    group by source
),

months as (
    select
        source,
        first_on,
        last_on,
        cast(unnest(generate_series(date_trunc('month', first_on), date_trunc('month', last_on), interval 1 month)) as date) as month_on
    from spans
),

measured as (
    select
        months.source,
        months.month_on,
        least(last_day(months.month_on), months.last_on) - greatest(months.month_on, months.first_on) + 1 as day_count
    from months
)

select
    measured.source,
    measured.month_on,
    coalesce(seen.article_count, 0) as article_count,
    coalesce(seen.document_count, 0) as document_count,
    coalesce(seen.copy_count, 0) as copy_count,
    coalesce(seen.reject_count, 0) as reject_count,
    cast(coalesce(seen.claim_count, 0) as bigint) as claim_count,
    cast(coalesce(seen.position_claim_count, 0) as bigint) as position_claim_count,
    measured.day_count,
    measured.day_count - coalesce(seen.spoken_day_count, 0) as silent_day_count
from measured
left join seen
    on measured.source = seen.source and measured.month_on = seen.month_on
order by measured.source, measured.month_on
