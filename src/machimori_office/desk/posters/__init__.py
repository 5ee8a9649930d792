"""Posters and cards by which residents find the mails: on paper, with QR codes."""
