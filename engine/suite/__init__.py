"""L8: the tests that stand beside a rulebook."""
