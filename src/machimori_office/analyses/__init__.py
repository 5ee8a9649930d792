"""Places held against the guidelines, what follows from it, and whether it was done."""
