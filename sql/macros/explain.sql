-- One claim down to its raw file: the quote in its passage, the words behind each slot, the date's evidence and refused rivals.
-- signature: of_claim
-- depends: claims, articles
-- example: from explain((select min(first_claim_id) from positions))
-- column: claim_id | The claim
-- column: actor | Who holds it
-- column: act | What the actor does
-- column: issue | On what
-- column: counterparts | Toward whom
-- column: modality | How firmly
-- column: attribution | own or third_party
-- column: direction | Direction wanted
-- column: amount | Rate or sum | as `unit`
-- column: unit | % or an ISO 4217 code
-- column: speaker | Who said it
-- column: quote | The article's own words
-- column: passage | The quote with what stands before and after it, up to 240 characters each way
-- column: words | Which words of the article decided which slot
-- column: claimed_on | Day it was expressed
-- column: date_basis | What that day rests on
-- column: time_expression | The words it was read from
-- column: published_on | The article's own date
-- column: published_basis | Where that date stood
-- column: published_evidence | The words it rests on
-- column: date_rivals | Dates that were found and refused
-- column: known_on | First day on which the claim could be known
-- column: known_to | Day from which a correction speaks in its place; null where none does
-- column: use | Whether it speaks in an utterance, or why not
-- column: confidence | Chance that actor, issue and act are right | share from 0 to 1
-- column: reasons | What lowers the confidence
-- column: is_anachronism | A named holder did not hold that office on the day
-- column: office_note | Who did hold it
-- column: extractor | What read it
-- column: title | Headline of the article
-- column: source | Publisher
-- column: url | Address of the article
-- column: article_id | The article
-- column: path | Raw file of the copy that is kept, which the date's evidence is of
-- column: member | Place inside that file
-- column: landed_on | Day that file arrived

select
    claims.claim_id,
    claims.actor,
    claims.act,
    claims.issue,
    claims.counterparts,
    claims.modality,
    claims.attribution,
    claims.direction,
    claims.amount,
    claims.unit,
    claims.speaker,
    claims.quote,
    articles.text[greatest(claims.quote_start - 239, 1):claims.quote_end + 240] as passage,
    list_transform(
        claims.evidence,
        lambda part: {
            'slot': part.slot,
            'words': articles.text[part.start + 1:part."end"]
        }
    ) as words,
    claims.claimed_on,
    claims.date_basis,
    claims.time_expression,
    articles.published_on,
    articles.published_basis,
    articles.published_evidence,
    articles.date_rivals,
    claims.known_on,
    claims.known_to,
    claims.use,
    claims.confidence,
    claims.reasons,
    claims.is_anachronism,
    claims.office_note,
    claims.extractor,
    articles.title,
    articles.source,
    articles.url,
    articles.article_id,
    articles.path,
    articles.member,
    articles.landed_on
from claims
inner join articles
    on claims.article_id = articles.article_id
where claims.claim_id = of_claim
