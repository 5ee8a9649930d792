"""Console and internet part on two boxes, which exchange signed files."""
