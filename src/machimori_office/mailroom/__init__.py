"""Mail that comes in: received, and handed to the duty whose mailbox it came to."""
