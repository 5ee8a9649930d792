"""A made-up city on one's own computer: everything started at once, no mail leaves."""
