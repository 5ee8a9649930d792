"""What changes patrols: each a transaction that records itself in the audit."""
