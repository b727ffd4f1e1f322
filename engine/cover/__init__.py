"""L8: what the tests beside a rulebook show of it."""
