"""Makes large lakes for the ledger's benchmark: late arrivals, reprints, corrections, rumours and undated claims in plausible shares.

Deterministic: row n is a function of n alone, so a larger lake holds the rows of a smaller one.
"""

from pathlib import Path

import duckdb
import pyarrow as pa

from pipelines.lake import Lake, Part
from pipelines.schemas import RECORDS, schema_of

CLAIMS_PER_ARTICLE = 5
_ARTICLES_PER_PART = 10_000
_MACROS = """
create macro pick(n, salt, size) as cast(hash(n, salt) % size as bigint);
create macro skewed(n, salt, size) as cast(floor(power(pick(n, salt, 1000000) / 1000000.0, 2.5) * size) as bigint);
create macro origin(n) as case when n > 100 and pick(n, 1, 100) < 15 then n - 1 - pick(n, 2, 50) else n end;
create macro kind_of(n) as case when origin(n) = n then 'own' when pick(n, 3, 15) < 9 then 'same' when pick(n, 3, 15) < 14 then 'near'
        else 'correction' end;
create macro told_on(n) as date '1981-01-01' + cast(pick(origin(n), 4, 16400) + pick(n, 5, 3) * cast(origin(n) <> n as integer) as
        integer);
create macro document_of(n) as md5(case kind_of(n) when 'same' then 'copy ' || n else 'text ' || n end)[:16];
create macro said(n, s) as rpad(format('On matter {} of story {} the ministry told reporters where it stands', s, origin(n)), 99, '.')
        || ' ';
"""
_FILES = """
select format('{}/{}.txt', told_on(n), n) as path, told_on(n) as landed_on, 500 as byte_count, md5(n::varchar) as sha256, null as sidecar
from range(?, ?) as numbers (n)
"""
_DOCUMENTS = """
select document_of(n) as document_id, format('{}/{}.txt', told_on(n), n) as path, null as member, told_on(n) as landed_on, 'text/plain'
        as media_type,
    500 as byte_count, ''::blob as payload, null as sent_at, null as sent_zone, null as sender, null as subject, null as url, null as
        sidecar,
    null as reject_code, null as reject_reason
from range(?, ?) as numbers (n)
"""
_ARTICLES = """
select document_of(n) || '-0' as article_id, document_of(n) as document_id, format('{}/{}.txt', told_on(n), n) as path, null as member,
        0 as story,
    format('Story {}', origin(n)) as title, said(n, 0) || said(n, 1) || said(n, 2) || said(n, 3) || said(n, 4) as text, 'en' as language,
    ['Reuters', 'AInvest Newsletter', 'ft.com', 'ustr.gov', 'msn.com'][1 + pick(n, 6, 5)] as source, null as author, null as url,
    told_on(n) as published_on, 'sidecar' as published_basis, null as published_evidence, [] as date_rivals, told_on(n) as landed_on,
    told_on(n) as known_on, md5(case when kind_of(n) in ('own', 'same') then 'text ' || origin(n) else 'text ' || n end)[:16] as
        text_hash,
    [case when kind_of(n) in ('near', 'correction') and i % 16 = 0 then hash(n, i) % 4294967296 else hash(origin(n), i, 'sign') %
        4294967296 end for i in range(128)]
        as signature,
    kind_of(n) = 'correction' as is_correction, [] as warnings, null as reject_code, null as reject_reason
from range(?, ?) as numbers (n)
"""
_CLAIMS = """
with said_by as (
    select n, s, origin(n) * 5 + s as k from range(?, ?) as numbers (n) cross join range(5) as sentences (s)
), coded as (
    select n, s, k, (select list(code order by code) from countries)[1 + skewed(k, 10, 60)] as actor,
        (select list(code order by code) from countries)[1 + skewed(k, 11, 60)] as partner,
        (select list(issue order by issue) from issues)[1 + skewed(k, 12, 18)] as issue, (select list(act order by act) from acts)[1 +
        skewed(k, 13, 11)] as act,
        pick(k, 14, 100) as lateness, told_on(n) as told_on
    from said_by
)
select md5(document_of(n) || s)[:16] as claim_id, document_of(n) || '-0' as article_id, s as sentence, said(n, s) as quote, s * 100 as
        quote_start,
    s * 100 + 100 as quote_end, actor, null as speaker, case when pick(k, 15, 10) < 3 or partner = actor then [] else [partner] end as
        counterparts,
    coded.issue, issues.topic, coded.act, acts.score::double as score,
    ['asserted', 'asserted', 'asserted', 'planned', 'possible', 'conditional'][1 + pick(k, 16, 6)] as modality,
    case when pick(k, 17, 100) < 15 then 'third_party' else 'own' end as attribution, null as currency,
    case when issues.topic = 'trade' and pick(k, 18, 3) = 0 then ['open', 'protect'][1 + pick(k, 19, 2)] end as direction,
    case when coded.issue = 'tariffs' and pick(k, 20, 4) = 0 then [10.0, 25.0][1 + pick(k, 21, 2)] end as amount,
    case when coded.issue = 'tariffs' and pick(k, 20, 4) = 0 then '%' end as unit,
    case when lateness < 80 then told_on when lateness < 90 then told_on - cast(1 + pick(k, 22, 14) as integer)
        when lateness < 95 then date_trunc('month', told_on - cast(pick(k, 23, 3650) as integer))::date end as claimed_on,
    case when lateness < 80 then 'publication' when lateness < 90 then 'relative' when lateness < 95 then 'explicit' else 'none' end as
        date_basis,
    null as time_expression, [{'slot': 'actor', 'start': s * 100, 'end': s * 100 + 3}, {'slot': 'act', 'start': s * 100 + 4, 'end': s *
        100 + 10}] as evidence,
    0.3 + pick(k, 24, 700) / 1000.0 as confidence, [] as reasons, false as is_anachronism, null as office_note, told_on as known_on,
        'bench 1' as extractor
from coded inner join issues using (issue) inner join acts using (act)
"""
_NESTED = {"date_rivals", "warnings", "reasons", "evidence", "published_evidence"}
_QUERIES = {"files": _FILES, "documents": _DOCUMENTS, "articles": _ARTICLES, "claims": _CLAIMS}


def write_large_lake(folder: Path, claim_count: int, reference: Path) -> dict[str, list[Path]]:
    """Write a lake with about this many claims, and say where its parts are; one that is already there is used again."""
    lake = Lake(folder)
    article_count = claim_count // CLAIMS_PER_ARTICLE
    with duckdb.connect() as connection:
        connection.execute(_MACROS)
        for name in ("countries", "issues", "acts"):
            connection.execute(f"create table {name} as from read_csv('{reference / name}.csv', header = true)")
        for first in range(0, article_count, _ARTICLES_PER_PART):
            part = Part("2026-01", f"{first:09d}")
            last = min(first + _ARTICLES_PER_PART, article_count)
            for table, query in _QUERIES.items():
                if lake.info(table, part) is None:
                    rows = connection.sql(query, params=[first, last]).to_arrow_table()
                    lake.write(table, part, _cast(rows, table), "bench")
    return {table: lake.part_paths(table) for table in RECORDS}


def _cast(rows: pa.Table, table: str) -> pa.Table:
    schema = schema_of(table)
    columns = [_retyped(rows, schema.field(name)) if name in _NESTED else rows.column(name) for name in schema.names]
    return pa.table(columns, names=schema.names).cast(schema)


def _retyped(rows: pa.Table, field: pa.Field) -> pa.Array:
    """A list or struct that DuckDB types otherwise where every value is empty."""
    return pa.array(rows.column(field.name).to_pylist(), field.type)
