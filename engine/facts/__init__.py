"""L8: canonical tables as facts of a subject."""
