"""L0: where text stands, and what can be wrong with it."""
