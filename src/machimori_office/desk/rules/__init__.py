"""Pages about the city's own rules: what holds, what changes, the calendar it makes."""
