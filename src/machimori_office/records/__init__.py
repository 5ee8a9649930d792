"""What was done, where and when: every duty appends, the library's assessment reads."""
