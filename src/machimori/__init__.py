"""Machimori holds a town against crime-prevention guidelines."""

__version__ = "0.1.0"
