"""Pages of plans of walks."""
