"""The staff's pages of seminars: planning them, and the door."""
