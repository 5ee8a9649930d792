"""Taking over lists that a city has: read, shown row by row, then written or not."""
