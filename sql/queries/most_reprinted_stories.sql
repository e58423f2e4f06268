-- Which stories were reprinted most, by how many publishers?

select
    originals.title,
    originals.source,
    originals.known_on,
    count(*) as copy_count,
    count(distinct copies.source) as publisher_count,
    round(min(duplicates.similarity), 2) as least_similarity
from duplicates
inner join articles as originals
    on duplicates.canonical_article_id = originals.article_id
inner join articles as copies
    on duplicates.article_id = copies.article_id
where duplicates.kind <> 'correction'
group by originals.article_id, originals.title, originals.source, originals.known_on
order by copy_count desc, originals.known_on asc, originals.title asc
limit 20
