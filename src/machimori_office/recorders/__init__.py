"""Automatic call recorders on loan (自動通話録音機): stock, lending, return, effect."""
