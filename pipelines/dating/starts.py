"""Verbs by which what an act sets going starts, changes, runs and ends: in the present tense they tell of a day to come.

Belongs here: patterns of such verbs, for the time grammar and for the dating of claims. Does not belong here: what they make of a day
(`readings`, `claim_edges`).
"""

INTO_FORCE = r"takes? effect|(?:comes?|goes?|enters?)(?: in)?to (?:force|effect)"
GOES_ON = (  # of a measure, a talk or a pact
    rf"appl(?:y|ies)|lasts?|runs?|lapses?|expires?|ends?|starts?|begins?|resumes?|kicks? in|(?:is|are) valid|{INTO_FORCE}"
)
CHANGES = (  # of a rate: "doubles", "rises to 35 percent", for falls and rises are nouns too
    r"(?:doubles|triples|halves|goes (?:up|down)|(?:rises|falls|drops|climbs|jumps) (?:to|by|from) [$]?\d[\w.]*)"
    r"(?: ?(?:%|percent|pct|per cent))?(?: (?:to|by|from) [$]?\d[\w.]*(?: ?(?:%|percent|pct|per cent))?)?"
)
TO_CHANGE = "(?:double|triple|halve|rise|fall|drop|climb|jump|go up|go down|be (?:[a-z]+ed|cut|raised|lifted))"
