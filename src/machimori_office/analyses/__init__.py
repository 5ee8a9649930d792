"""Where things happen, and maps that leave the office once two people agree."""
