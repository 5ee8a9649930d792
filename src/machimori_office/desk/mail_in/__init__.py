"""Mail that should come in: what Today says when it does not."""
