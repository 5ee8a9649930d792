"""Rounds of inspection: what is due, the page for the field, and what follows."""
