"""The contest of slogans and posters: entries, blind judging, awards, exhibition."""
