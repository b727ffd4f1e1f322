"""L8: what differs between two editions, and for whom."""
