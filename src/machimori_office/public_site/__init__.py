"""Residents' pages: no account, no cookie, three ways to read each of them."""
