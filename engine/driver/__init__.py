"""L9: the only place that knows all passes; prints nothing."""
