"""What can be done about contests: calling, entering, judging, deciding."""
