"""What is to be done about findings, broken fixtures and concerns."""
