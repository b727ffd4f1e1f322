"""L5: what a rulebook means on a day, ready to be evaluated."""
