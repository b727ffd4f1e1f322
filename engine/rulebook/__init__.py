"""L3: a rulebook as typed, frozen values."""
