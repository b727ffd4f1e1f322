"""L8: which edition of a family applies to conduct of its time."""
