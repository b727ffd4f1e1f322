"""L2: documents against their JSON Schemas."""
