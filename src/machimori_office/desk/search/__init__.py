"""One search over all duties, by whom may see what; nothing of it is written down."""
