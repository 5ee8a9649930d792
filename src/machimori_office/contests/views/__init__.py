"""The staff's pages of contests."""
