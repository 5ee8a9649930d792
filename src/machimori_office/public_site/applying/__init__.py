"""Residents and groups apply, see where it stands, correct and withdraw: by a link."""
