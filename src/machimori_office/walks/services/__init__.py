"""What changes: material, plans, and what is told of walks."""
