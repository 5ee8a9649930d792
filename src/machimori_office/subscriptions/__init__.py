"""Who gets safety mail, about what and where: registered, changed, taken off."""
