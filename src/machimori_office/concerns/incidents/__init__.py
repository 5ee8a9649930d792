"""Incidents that the police passed on: kind, day, hour, town block, and no person."""
