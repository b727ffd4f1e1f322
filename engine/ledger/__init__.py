"""L7: bank exports and case folders as canonical tables."""
