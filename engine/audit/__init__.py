"""L8: the decision log."""
