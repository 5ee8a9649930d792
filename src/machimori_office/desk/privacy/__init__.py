"""What the law on personal information asks of a city: register, requests, leaks."""
