"""A city's own rules: dated documents that a clerk edits, and the example's."""
