"""How often anybody may ask for something, and whether a person is asking."""
