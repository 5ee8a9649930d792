"""Residents report what they saw: no account, no cookie, no program in the page."""
