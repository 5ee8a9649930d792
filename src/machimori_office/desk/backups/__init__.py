"""Backups as the office sees them: which there are, and when one is missing."""
