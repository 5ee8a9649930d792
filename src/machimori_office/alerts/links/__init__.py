"""Links in alerts: how they must be written, and whether they lead anywhere."""
