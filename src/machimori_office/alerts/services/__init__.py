"""What may be done with an alert, each in one transaction with its audit entry."""
