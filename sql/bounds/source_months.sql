-- What each publisher sent in the last whole month of the record, one measure a row; compared with data/reference/source_bounds.csv.
-- column: source | Publisher
-- column: month_on | First day of the month
-- column: measure | Name of the measure, as in source_bounds.csv
-- column: measured_value | Its value; shares run from 0 to 1

with last_months as (
    select cast(date_trunc('month', last_known_on) - interval 1 month as date) as month_on
    from build
),

words as (
    select
        articles.source,
        last_months.month_on,
        count(*) as kept_count,
        count(*) filter (where articles.language <> 'en') as other_language_count,
        count(*) filter (where articles.published_on is null) as undated_count,
        avg(length(articles.text) / 6.0) as mean_word_count
    from articles
    inner join last_months
        on date_trunc('month', articles.known_on) = last_months.month_on
    where articles.reject_code is null
    group by articles.source, last_months.month_on
),

foreign_rejects as (
    select
        articles.source,
        count(*) as not_english_count
    from articles
    inner join last_months
        on date_trunc('month', articles.known_on) = last_months.month_on
    where articles.reject_code = 'not_english'
    group by articles.source
),

months as (
    select
        coverage.source,
        coverage.month_on,
        coverage.article_count,
        coverage.silent_day_count / coverage.day_count as silent_day_share,
        coverage.reject_count / nullif(coverage.article_count, 0) as reject_share,
        (coalesce(words.other_language_count, 0) + coalesce(foreign_rejects.not_english_count, 0)) / nullif(coverage.article_count, 0)
            as other_language_share,
        words.undated_count / words.kept_count as undated_share,
        words.mean_word_count
    from coverage
    inner join last_months
        on coverage.month_on = last_months.month_on
    left join words
        on coverage.source = words.source
    left join foreign_rejects
        on coverage.source = foreign_rejects.source
)

select
    source,
    month_on,
    'article_count' as measure,
    cast(article_count as double) as measured_value
from months
union all
select
    source,
    month_on,
    'silent_day_share' as measure,
    silent_day_share as measured_value
from months
union all
select
    source,
    month_on,
    'reject_share' as measure,
    reject_share as measured_value
from months
union all
select
    source,
    month_on,
    'other_language_share' as measure,
    other_language_share as measured_value
from months
union all
select
    source,
    month_on,
    'undated_share' as measure,
    undated_share as measured_value
from months
union all
select
    source,
    month_on,
    'mean_word_count' as measure,
    mean_word_count as measured_value
from months
order by source, measure
