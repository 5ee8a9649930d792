"""Plans of walks: for whom, where and why, given out, walked and told."""
