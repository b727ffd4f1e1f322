"""L8: fact tables handed in by users, as subjects."""
