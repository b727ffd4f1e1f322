"""L4: families, editions and sources, and which edition is in force."""
