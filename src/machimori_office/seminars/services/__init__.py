"""What can be done about seminars: planning, signing up, seats, the door."""
