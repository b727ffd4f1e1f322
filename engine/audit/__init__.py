"""L8: the decision log: written once, never changed, checkable by a stranger (`docs/decision-log.md`)."""
