"""L9: pure functions from results to text, JSON, HTML and workbooks."""
