"""Exclusions and decisions of need, with their grounds, and when to look again."""
