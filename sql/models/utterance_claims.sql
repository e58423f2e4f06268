-- Which claims speak in which utterance, and from when to when they were known.
-- grain: utterance_id, claim_id
-- depends: voices
-- column: utterance_id | The utterance
-- column: claim_id | The claim; one with two counterparts speaks in two utterances
-- column: known_on | First day on which it could be known
-- column: known_to | Day from which a correction speaks in its place; null where none does

select
    md5(concat_ws('|', actor, act, issue, coalesce(counterpart, ''), claimed_on))[:16] as utterance_id,
    claim_id,
    known_on,
    known_to
from voices
order by utterance_id, claim_id
