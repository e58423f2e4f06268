"""Every date with its evidence: of pages, of claims, of terms in office.

Belongs here: what day an article is from, what day a claim is about, and who held which office that day. Does not belong here:
cleaning of pages, finding of claims, and the clock; the landing day and the publication date always come in as arguments.
"""
