"""Receiving a concern, doing something about it, and what of it everybody sees."""
