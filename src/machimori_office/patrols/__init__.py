"""Patrols of the city's staff and of residents' groups: who walks when, and whether."""
