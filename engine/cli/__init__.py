"""L10: the command line: options, progress, exit codes."""
