"""How a scene file is read: part by part, noting every problem on the way."""
