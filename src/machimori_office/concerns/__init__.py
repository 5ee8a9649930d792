"""What residents, patrols and the police report, and what is done about it."""
