"""L8: a decision in sentences."""
