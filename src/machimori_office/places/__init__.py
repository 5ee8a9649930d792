"""Where things are: districts, and later schools, parks, flats, shops."""
