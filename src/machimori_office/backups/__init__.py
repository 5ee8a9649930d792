"""Backups: made by the clock, sealed for a key that is not on the server, restored."""
