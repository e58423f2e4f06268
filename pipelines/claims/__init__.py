"""Reads articles into claims: sentences, mentions, candidates, features, decisions, slots, quotes.

Nothing is imported here: `labelled` and `seeds` are needed where no extractor is, and that one is heavy.
"""
