"""L6: decisions, duties and traces as pure data."""
