"""Reads articles into claims: sentences, mentions, candidates, features, decisions, slots, quotes."""
