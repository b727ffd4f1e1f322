"""L8: fact tables (JSON, JSONL, CSV, Parquet) as subjects whose facts have the units of the engine."""
