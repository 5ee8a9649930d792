"""Owners' self-checks: asked for, answered, signed, looked at, and when they end."""
