"""L8: new families and editions, complete from the first moment."""
