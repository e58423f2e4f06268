-- Which speculation about a country was later borne out by its own words, and after how many days?

select
    rumours.actor,
    rumours.issue,
    rumours.act,
    rumours.claimed_on as rumoured_on,
    min(own.claimed_on) as said_on,
    min(own.claimed_on) - rumours.claimed_on as days_ahead,
    rumours.quote as rumour
from claims as rumours
inner join utterances as own
    on
        rumours.actor = own.actor
        and rumours.issue = own.issue
        and rumours.act = own.act
        and rumours.claimed_on < own.claimed_on
where rumours.use = 'third_party' and own.known_to is null
group by rumours.claim_id, rumours.actor, rumours.issue, rumours.act, rumours.claimed_on, rumours.quote
order by days_ahead, rumours.actor, rumours.claim_id
