"""L8: overlaps, registry match, hand-over list."""
