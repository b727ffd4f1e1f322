"""L10: the command line."""
