"""Wording that tells how a claim stands in time: verbs of saying, tenses, words of background, breaks between clauses.

Belongs here: patterns. Does not belong here: what each counts.
"""

import re

from pipelines.dating.calendar_words import words

SAYS = re.compile(
    r"\b(?:said|says|saying|say|told|tells|added|adds|noted|announced|stated|warned|declared|reiterated|stressed|insisted|argued|"
    r"claimed|explained|according to|asked|urged|called|statement|briefing|conference|interview|speech|reporters|tweet\w*|posted|wrote|"
    r"reported|expressed|remarks?)\b",
    re.IGNORECASE,
)
SAYS_NEAR = re.compile(SAYS.pattern + r"[^,;:.]{0,45}$", re.IGNORECASE)
PRONOUN = re.compile(
    r"\b(?:he|she|they|it|the (?:spokes\w+|official|minister|ministry|statement|report|source|president|secretary|paper))\b", re.IGNORECASE
)
CLAUSE_BREAK = re.compile(
    r",? (?:which|who|whose|that|after|before|since|while|when|as|because|although|though|if|unless|following|and|but|with|where)\b"
    r"|[;:—–]|, "
)
SUBORDINATE = re.compile(
    r"\b(?:which|who|whose|where|after|before|since|when|as|following|amid|despite|because|due to|by|of|from|over|on|in|with)\b"
)
PREPOSITION = re.compile(r"(\w+)(?: the)? $")
PREPOSITIONS = words("on in since until by from after before for of than to through at over during last late early")
LEADS = words("after since as that with of on by from over which following before when if amid despite and but to about because for while")
LEAD = re.compile(r"(\w+)\W*$")
ATTRIBUTIVE = re.compile(r"(?:'s)? (?!(?:that|by|as|is|was|has|says)\b)[a-z]+(?:s|ment|tion|ing|al|line|ion|y)\b")
SAME_DAY = re.compile(r"\b(?:the )?same day\b", re.IGNORECASE)
OPEN_QUOTE = re.compile(r"[\"“]")
CAPITALISED = re.compile(r"\b[A-Z][a-z]{2,}\b")
CONTENT = re.compile(r"[a-z]{4,}")
EMPTY = words("that this with from have been were will would said says they their there which about after before other than more also into")

_PARTICIPLE = r"(?:been |\w+(?:ed|en|t|de|id|wn|ut)\b)"
TENSES = (
    ("past-perfect", re.compile(rf"\bhad (?:\w+ly |also |already |not |never )?{_PARTICIPLE}", re.IGNORECASE)),
    ("perfect", re.compile(rf"\b(?:has|have|'s|'ve) (?:\w+ly |also |already |not |never |long )?{_PARTICIPLE}", re.IGNORECASE)),
    (
        "future",
        re.compile(
            r"\b(?:will|would|shall|plans? to|to be|going to|may|might|could|should|is set to|are set to|due to|wants?)\b", re.IGNORECASE
        ),
    ),
    ("present", re.compile(r"\b(?:is|are|says?|wants?|believes?|remains?|continues?|hopes?|faces?|plans?|expects?|seeks?|needs?)\b")),
    (
        "past",
        re.compile(
            r"\b(?:\w{2,}ed|was|were|did|said|told|met|made|put|cut|took|began|gave|held|went|came|set|won|led|brought|sought|fell|rose)\b"
        ),
    ),
)
KINDS = (
    (
        "background",
        re.compile(
            r"\b(?:previous(?:ly)?|earlier|once|already|past|recent(?:ly)?|former|formerly|initial(?:ly)?|original(?:ly)?|first|long|years?|"
            r"history|traditionally|during|under|term|administration|era|ago|so far|since|until)\b",
            re.IGNORECASE,
        ),
    ),
    ("now", re.compile(r"\b(?:now|today|currently|new|latest|this week|still)\b", re.IGNORECASE)),
)
