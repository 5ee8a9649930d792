"""What residents, patrols and the police report: received, moderated, answered, closed."""
