"""After Rules: dated, cited rules in YAML, decided with every step shown."""

__version__ = "0.1.0"
