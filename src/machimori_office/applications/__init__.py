"""What grants, supplies and loans share, from the application to the record."""
