"""What commands compute of areas and towns, and what they tell of it."""

__all__: list[str] = []
