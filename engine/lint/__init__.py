"""L8: lints of rulebooks."""
