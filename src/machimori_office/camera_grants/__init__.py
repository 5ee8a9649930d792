"""Grants for groups' crime-prevention cameras, and the register of all cameras."""
